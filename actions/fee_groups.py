"""Fees that share their first words are told under one heading: less to read, nothing left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from procedures_kb.model import FeeItem

_SEPARATOR = ": "


@dataclass(frozen=True)
class FeeLine:
    """One amount and what it is for, as it is said under its heading."""

    name: str
    amount: str


@dataclass(frozen=True)
class FeeGroup:
    """Amounts under one heading; a group without heading is a single fee."""

    heading: str | None
    lines: tuple[FeeLine, ...]


def fee_groups(items: Iterable[FeeItem]) -> tuple[FeeGroup, ...]:
    """Neighbours of the same "heading: …" together, in the order of the record."""
    return tuple(
        group for heading, found in groupby(items, key=_heading) for group in _groups(heading, tuple(found))
    )


def _groups(heading: str, items: tuple[FeeItem, ...]) -> tuple[FeeGroup, ...]:
    if not heading or len(items) == 1:
        return tuple(FeeGroup(None, (FeeLine(item.name, item.amount),)) for item in items)
    cut = len(heading) + len(_SEPARATOR)
    return (FeeGroup(heading, tuple(FeeLine(item.name[cut:], item.amount) for item in items)),)


def _heading(item: FeeItem) -> str:
    return item.name.partition(_SEPARATOR)[0] if _SEPARATOR in item.name else ""
