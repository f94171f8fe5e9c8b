"""What statistics are told in: a figure with its n and interval, rows of them, tables, periods of months."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Self

MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")


class PeriodError(ValueError):
    """Not a month, or a period that ends before it begins; the message names it."""


@dataclass(frozen=True)
class Figure:
    """One number with what it stands on; ``low`` and ``high`` bound it with 95 % certainty, in its unit.

    Shares and rates are per cent. A hidden one has no number at all: it would tell of fewer than ten.
    """

    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False
    response_rate: float | None = None


HIDDEN = Figure(None, hidden=True)
# Nothing was counted, which is not the same as hidden.
EMPTY = Figure(None, 0)


@dataclass(frozen=True)
class Row:
    """One value of a dimension.

    ``covers`` are the months that its figures stand for, with blanks between, where it is not all that are
    closed.
    """

    key: str
    title: str
    figures: Mapping[str, Figure]
    covers: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of one theme; ``note`` is a key of the pages' wording, ``facts`` what it is filled with."""

    name: str
    dimension: str
    rows: Sequence[Row]
    note: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def row(self, key: str) -> Row | None:
        """The row of that key, if there is one."""
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True, order=True)
class Period:
    """Whole months from the first to the last, both included, written 2026-11; raises PeriodError."""

    first: str
    last: str

    def __post_init__(self) -> None:
        for month in (self.first, self.last):
            if not MONTH.fullmatch(month):
                raise PeriodError(month)
        if self.last < self.first:
            raise PeriodError(f"{self.first} … {self.last}")

    @classmethod
    def year(cls, year: int) -> Self:
        """The twelve months of that year."""
        return cls(f"{year:04}-01", f"{year:04}-12")

    @property
    def begins_on(self) -> date:
        """Its first day."""
        return first_day(self.first)

    @property
    def ends_before(self) -> date:
        """The first day after it."""
        return first_day(next_month(self.last))

    def months(self) -> Iterator[str]:
        """Each of its months, in order."""
        month = self.first
        while month <= self.last:
            yield month
            month = next_month(month)


def first_day(month: str) -> date:
    """The first day of a month written 2026-11."""
    return date.fromisoformat(f"{month}-01")


def month_of(day: date) -> str:
    """The month that a day lies in, written 2026-11."""
    return f"{day.year:04}-{day.month:02}"


def follow_on(months: Sequence[str]) -> bool:
    """Whether they are one stretch without a gap."""
    return all(next_month(one) == other for one, other in pairwise(months))


def next_month(month: str) -> str:
    """The month after a month written 2026-11."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + 1:04}-01" if number == 12 else f"{year:04}-{number + 1:02}"
