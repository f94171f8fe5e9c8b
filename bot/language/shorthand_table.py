"""The table of short forms, as `shorthand.yml` holds it."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.fold import fold

_TABLE_FILE = Path(__file__).with_name("shorthand.yml")


@lru_cache(maxsize=1)
def shorthand_table() -> Mapping[str, str]:
    """Every known short form (lower case) and what it stands for; read from its file once."""
    groups = yaml.safe_load(_TABLE_FILE.read_text(encoding="utf-8"))
    together = groups.pop("written_together")
    joined = {form.replace(" ", ""): pair for pair in together for form in (fold(pair), pair)}
    return joined | {str(short): str(full) for group in groups.values() for short, full in group.items()}
