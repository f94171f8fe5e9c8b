"""What the calendar says of one day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

SATURDAY = 5  # as date.weekday() counts


class Kind(StrEnum):
    """Why offices work on a day or do not."""

    WORKING = "working"
    WEEKEND = "weekend"
    OFF = "off"  # a holiday, a day in lieu of one, or the day off of a swap
    MAKEUP = "makeup"  # a weekend day that is worked for a swapped one


class Source(msgspec.Struct, frozen=True):
    """The instrument that sets a day: its name with number, when and by whom it was published."""

    number: str
    published: date
    publisher: str


@dataclass(frozen=True)
class Day:
    """One day of state offices; ``official`` is false where it is computed or not announced ("dự kiến").

    Ordinary days have no name and no source.
    """

    date: date
    kind: Kind
    name: str = ""
    source: Source | None = None
    official: bool = False

    @property
    def working(self) -> bool:
        """Whether offices work."""
        return self.kind in (Kind.WORKING, Kind.MAKEUP)


def is_weekend(day: date) -> bool:
    """Saturday or Sunday, whatever else the day is."""
    return day.weekday() >= SATURDAY
