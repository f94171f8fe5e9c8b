"""What the chat page's scripts are given: every sentence they show, with the department's names filled in."""

from pathlib import Path
from typing import Any

import yaml

from bot.conversation.steps.cut_long import LONGEST_TEXT
from bot.department import Department

SENTENCES_FILE = Path(__file__).parent / "chat_page.yml"


def chat_page_data(department: Department) -> dict[str, Any]:
    """The sentences of ``chat_page.yml`` as plain data, ready for JSON."""
    sentences: dict[str, Any] = yaml.safe_load(SENTENCES_FILE.read_text(encoding="utf-8"))
    names = _names(department)
    return sentences | {
        "greeting": [reply | {"text": reply["text"].format(**names)} for reply in sentences["greeting"]],
        "notices": {name: text.format(**names) for name, text in sentences["notices"].items()},
        "hotline": {"number": department.hotline.number},
        "max_length": LONGEST_TEXT,
    }


def _names(department: Department) -> dict[str, str]:
    hotline = department.hotline
    return {
        "short_name": department.short_name,
        "province": department.province,
        "hotline_name": hotline.name,
        "hotline_number": hotline.number,
        "hotline_hours": f" ({hotline.hours})" if hotline.hours else "",
        "limit": f"{LONGEST_TEXT:,}".replace(",", "."),
    }
