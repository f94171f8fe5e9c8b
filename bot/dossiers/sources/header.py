"""The header of an export: which column holds what."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import yaml

from bot.dossiers.sources.words import plain
from bot.tables.lines import Cell, Line, Refused
from bot.tables.refusal import TableRefused

HEADER_FILE = Path(__file__).with_name("header.yml")
REQUIRED = ("code", "status")
LINES_ABOVE = 20  # titles, the name of the office, the period
LISTED = 10


class Header:
    """The columns of one export; ``fields`` gives the field of each known one by its place."""

    def __init__(self, line: Line) -> None:
        """Raises TableRefused for columns that are doubled or missing, or too many."""
        self.line = line.number
        self._names = [cell.strip() if isinstance(cell, str) else "" for cell in line.cells]
        known = {at: known_fields().get(plain(name)) for at, name in enumerate(self._names)}
        self.fields: Mapping[int, str] = {at: field for at, field in known.items() if field}
        self._refuse(line.cells)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self._names)

    @property
    def unknown(self) -> Sequence[str]:
        """The columns that are not read, as the export calls them."""
        return [name[:40] for at, name in enumerate(self._names) if name and at not in self.fields]

    def name(self, at: int) -> str:
        """What the export calls the column; its letter stands where it has no name."""
        named = at < len(self._names) and self._names[at]
        return self._names[at][:40] if named else f"column {at + 1}"

    def _refuse(self, cells: Sequence[Cell]) -> None:
        place = f"row {self.line}"
        for cell in cells:
            if isinstance(cell, Refused):
                raise TableRefused(place, f"the header: a cell {cell.reason}")
        fields = list(self.fields.values())
        doubled = [documented_name(field) for field in known_order() if fields.count(field) > 1]
        if doubled:
            raise TableRefused(place, f"the header: two columns are {', '.join(doubled)}")
        missing = [documented_name(field) for field in REQUIRED if field not in fields]
        if missing:
            raise TableRefused(place, f"the header has no column {', '.join(missing)}")


def find_header(lines: Iterator[Line]) -> Header:
    """The first line that names both required columns; lines above it are titles. Raises TableRefused."""
    first: Line | None = None
    for line in islice(lines, LINES_ABOVE):
        first = first or line
        names = {known_fields().get(plain(cell)) for cell in line.cells if isinstance(cell, str)}
        if names.issuperset(REQUIRED):
            return Header(line)
    return Header(first or Line(1, ()))


def documented_name(field: str) -> str:
    """The column's name in the documented header."""
    return _table()[field][0]


def known_order() -> Sequence[str]:
    """The fields in the order of the documented header."""
    return list(_table())


@lru_cache(maxsize=1)
def known_fields() -> Mapping[str, str]:
    """From every name of a column, made plain, to its field."""
    return {plain(name): field for field, names in _table().items() for name in names}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Sequence[str]]:
    return dict[str, Sequence[str]](yaml.safe_load(HEADER_FILE.read_text(encoding="utf-8")))
