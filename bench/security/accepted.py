"""Known advisories that stay in the locked packages, each with the reason and the day to look again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("accepted.yml")


class Accepted(msgspec.Struct, frozen=True):
    """One advisory. ``read`` says whether its text was read, or only remembered."""

    id: str
    package: str
    fixed_in: str
    why: str
    until: date
    read: bool


def load_accepted(file: Path = FILE) -> Sequence[Accepted]:
    """Every entry of the file; raises msgspec.ValidationError where one lacks a part."""
    return msgspec.yaml.decode(file.read_bytes(), type=list[Accepted])


def overdue(entries: Sequence[Accepted], today: date) -> Sequence[Accepted]:
    """Those whose day is over: they count no longer."""
    return [one for one in entries if one.until < today]
