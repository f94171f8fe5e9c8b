"""Every setting is documented, and nothing that does not exist is."""

import re
from itertools import pairwise
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def test_env_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^(CHIDAN_[A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(f"CHIDAN_{name.upper()}" for name in Settings.model_fields)


def test_every_line_of_env_example_has_its_comment() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    bare = [line for above, line in pairwise(lines) if "=" in line and above[:1] != "#"]
    assert bare == []


def test_every_setting_has_a_description() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
