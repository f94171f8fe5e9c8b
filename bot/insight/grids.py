"""Tables as they are shown: every cell in words, for pages, sheets and print alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.insight import printed
from bot.insight.figures import Figure, Row, Table, follow_on
from bot.insight.words import Column, TableWords, Words

ProcedureName = Callable[[str], str | None]


@dataclass(frozen=True)
class Cell:
    """One figure: ``shown`` is the number, ``detail`` its interval, n and response rate."""

    figure: Figure
    unit: str
    shown: str
    detail: str = ""


@dataclass(frozen=True)
class Line:
    """One row; ``covers`` tells of which months, where not of all."""

    key: str
    title: str
    cells: Sequence[Cell]
    covers: str = ""


@dataclass(frozen=True)
class Grid:
    """One table; ``chart`` is what insight.js draws of it, if anything."""

    name: str
    title: str
    explains: str
    head: str
    keys: Sequence[str]
    columns: Sequence[Column]
    lines: Sequence[Line]
    chart: dict[str, Any] = field(default_factory=dict)

    def column(self, key: str) -> list[tuple[Line, Cell]]:
        """The cells under one head, with their lines."""
        at = self.keys.index(key)
        return [(line, line.cells[at]) for line in self.lines]


class Grids:
    """Puts tables into words."""

    def __init__(self, words: Words, procedure_name: ProcedureName) -> None:
        """``procedure_name`` tells the title of a code; None for an unknown one."""
        self._words = words
        self._procedure_name = procedure_name

    def of(self, name: str, table: Table) -> Grid:
        """The table under the words of that name; a column that no row has is left out."""
        words = self._words.tables[name]
        columns = self._columns(name, words, table)
        lines = [self._line(row, words, columns, table.dimension) for row in table.rows]
        explains = " ".join(filter(None, (words.explains, self._note(table))))
        head = words.head or self._words.dimensions[table.dimension]
        return Grid(
            name,
            self._heading(words, table.dimension),
            explains,
            head,
            list(columns),
            list(columns.values()),
            lines,
        )

    def cell(self, figure: Figure, unit: str, *, rate: bool = True) -> Cell:
        """One figure in words; ``rate`` leaves the response rate in its detail."""
        if figure.hidden:
            return Cell(figure, unit, self._words.hidden)
        if figure.value is None:
            return Cell(figure, unit, self._words.nothing)
        return Cell(figure, unit, printed.number(figure.value, unit), self._detail(figure, unit, rate))

    def month(self, month: str) -> str:
        """2026-11 as 11/2026."""
        return "/".join(reversed(month.split("-")))

    def _columns(self, name: str, words: TableWords, table: Table) -> dict[str, Column]:
        there = {key for row in table.rows for key in row.figures}
        known = {key: column for key, column in words.columns.items() if key in there or not table.rows}
        if name == "weekdays":  # a column for each month, before that of all
            months = sorted(there - set(words.columns))
            return {month: Column(self.month(month), printed.PERCENT) for month in months} | known
        return known

    def _line(self, row: Row, words: TableWords, columns: dict[str, Column], dimension: str) -> Line:
        found = {key: row.figures.get(key, Figure(None)) for key in columns}
        first_rated = next((key for key, one in found.items() if one.response_rate is not None), None)
        cells = [
            self.cell(figure, columns[key].unit, rate=key == first_rated) for key, figure in found.items()
        ]
        return Line(row.key, self._title(row, words, dimension), cells, self._covers(row.covers, dimension))

    def _heading(self, words: TableWords, dimension: str) -> str:
        if words.head or dimension == "all":
            return words.title
        named = self._words.dimensions[dimension]
        return self._words.by.format(title=words.title, dimension=named[0].lower() + named[1:])

    def _title(self, row: Row, words: TableWords, dimension: str) -> str:
        if row.key in words.rows:
            return words.rows[row.key]
        if dimension == "all":
            return self._words.whole
        if dimension == "month":
            return self.month(row.key)
        if dimension == "procedure":
            return self._procedure_name(row.key) or row.title or row.key or self._words.other
        listed = self._words.titles.get(dimension, {}).get(row.key)
        return listed or row.title or row.key or self._words.other

    def _covers(self, covers: str, dimension: str) -> str:
        """Which months a row tells of; a row of a month says so only where others were joined to it."""
        months = [self.month(month) for month in covers.split()]
        if not months or (dimension == "month" and len(months) == 1):
            return ""
        if len(months) == 1:
            return self._words.covers_one.format(first=months[0])
        if not follow_on(covers.split()):
            return self._words.covers_some.format(months=", ".join(months))
        told = self._words.joined if dimension == "month" else self._words.covers
        return told.format(first=months[0], last=months[-1])

    def _note(self, table: Table) -> str:
        told = (
            self._words.notes[name].format(**{name: fact})
            for name, fact in table.facts.items()
            if fact != "0"
        )
        return " ".join(told)

    def _detail(self, figure: Figure, unit: str, rate: bool) -> str:
        words, parts = self._words, [printed.span(figure, unit)]
        if figure.n is not None and unit != printed.COUNT:
            parts.append(words.n.format(n=printed.number(figure.n, printed.COUNT)))
        if rate and figure.response_rate is not None:
            parts.append(words.rate.format(rate=printed.number(figure.response_rate, printed.PERCENT)))
        return " · ".join(filter(None, parts))
