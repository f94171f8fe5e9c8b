"""What is held of a person, as their page shows it and as the file that they take away holds it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from html import escape
from typing import Any, Literal

from bot.console import VIETNAM
from bot.own_data import Line, Listing

# Of one page in bytes of its entries: with the rest it stays below 30 KB, for a weak line.
ROOM, AN_ENTRY = 14_000, 130
Kind = Literal["said", "talk", "report"]


@dataclass(frozen=True)
class Entry:
    """A line, and for what it is kept: the conversation, one with an officer, or a report of a mistake."""

    kind: Kind
    line: Line


@dataclass(frozen=True)
class OwnPage:
    """One page of it, the latest entries first; the first page is 1."""

    listing: Listing
    entries: Sequence[Entry]
    number: int
    last: int
    total: int
    until: datetime


def own_page(listing: Listing, number: int, until: datetime) -> OwnPage:
    """A page that is not there becomes the nearest one; ``until`` is when the link ends."""
    entries = _entries(listing)
    sheets = _sheets(entries)
    number = min(max(number, 1), len(sheets))
    return OwnPage(listing, sheets[number - 1], number, len(sheets), len(entries), until)


def as_file(listing: Listing, now: datetime) -> dict[str, Any]:
    """All of it for a file in JSON; moments with their zone."""
    return {"taken_at": now.astimezone(VIETNAM), **asdict(listing)}


def _entries(listing: Listing) -> list[Entry]:
    entries = [Entry("said", line) for line in listing.lines]
    entries += [Entry("talk", line) for line in listing.talks]
    entries += [Entry("report", line) for line in listing.reports]
    return sorted(entries, key=lambda entry: entry.line.at)[::-1]


def _sheets(entries: Sequence[Entry]) -> list[list[Entry]]:
    sheets: list[list[Entry]] = [[]]
    left = ROOM
    for entry in entries:
        size = len(escape(entry.line.text).encode()) + AN_ENTRY
        if size > left and sheets[-1]:
            sheets.append([])
            left = ROOM
        sheets[-1].append(entry)
        left -= size
    return sheets
