"""The words that an import writes."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

WORDING_FILE = Path(__file__).with_name("wording.yml")


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `wording.yml`."""

    read_from: str
    changed: dict[str, str]
    new: dict[str, str]
    audience: dict[str, str]


@cache
def wording() -> Wording:
    """The words, read once."""
    return msgspec.convert(yaml.safe_load(WORDING_FILE.read_text(encoding="utf-8")), Wording)
