"""The lines of a table, whatever kind of file they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from bot.tables.limits import Limits
from bot.tables.refusal import TableRefused


@dataclass(frozen=True)
class Refused:
    """Stands in place of a cell that is not read; the reason goes on after the name of the column."""

    reason: str


Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | Refused | None

FORMULA = Refused("holds a formula, and only values are read")
ERROR = Refused("holds an error in place of a value")


class Line(NamedTuple):
    """A line that holds anything, counted from 1 as a spreadsheet counts; empty cells at its end are cut."""

    number: int
    cells: Sequence[Cell]


def bounded(lines: Iterable[tuple[int, Sequence[Cell]]], limits: Limits) -> Iterator[Line]:
    """The lines without the empty ones, what is too long or too far right refused; raises TableRefused."""
    held = 0
    for number, cells in lines:
        width = _width(cells)
        if not width:
            continue
        held += 1
        if held > limits.rows:
            raise TableRefused(f"row {number}", f"more than {limits.rows} rows")
        yield Line(number, _bounded_cells(cells[:width], limits))


def _width(cells: Sequence[Cell]) -> int:
    """Up to the last cell that holds anything."""
    width = len(cells)
    while width and cells[width - 1] in (None, ""):
        width -= 1
    return width


def _bounded_cells(cells: Sequence[Cell], limits: Limits) -> Sequence[Cell]:
    if len(cells) > limits.columns:
        too_wide = Refused(f"lies beyond the {limits.columns} columns that are read")
        cells = (*cells[: limits.columns], too_wide)
    longest = limits.letters
    if [cell for cell in cells if type(cell) is str and len(cell) > longest]:
        too_long = Refused(f"is longer than {limits.letters} letters")
        return [too_long if isinstance(cell, str) and len(cell) > limits.letters else cell for cell in cells]
    return cells
