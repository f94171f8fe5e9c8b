"""The two large parts of an XLSX file, its texts and a sheet, parsed piece by piece.

openpyxl reads both into trees, which took three times as long and, for the texts, most of the memory.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import IO, TypeVar
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from bot.tables.lines import FORMULA, Cell

PIECE = 2**16
T = TypeVar("T")
Attributes = Mapping[str, str]
# From the kind of a cell (its attribute t), its style and its text to its value.
Convert = Callable[[str, str, str], Cell]


class _Part:
    """Collects the text of the elements that hold any; `v` is a value, `t` a stretch of text."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._takes = self._spoken = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._characters

    def _characters(self, text: str) -> None:
        if self._takes:
            self._text.append(text)

    def _begin(self, name: str) -> None:
        if name in ("v", "t"):
            self._takes = not self._spoken
        elif name == "rPh":  # how a text is pronounced, which is no part of it
            self._spoken = True

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._takes = False
        elif name == "rPh":
            self._spoken = False

    def _parsed(self, source: IO[bytes], done: list[T]) -> Iterator[T]:
        """What the handlers put into the list, after each piece; raises ExpatError."""
        while piece := source.read(PIECE):
            self._parser.Parse(piece)
            yield from done
            done.clear()
        self._parser.Parse(b"", True)


class Texts(_Part):
    """The texts that cells refer to by their number."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[str] = []
        self._parser.StartElementHandler = self._start_element
        self._parser.EndElementHandler = self._end_element

    def read(self, source: IO[bytes]) -> list[str]:
        """All of them; raises ExpatError."""
        return list(self._parsed(source, self._found))

    def _start_element(self, name: str, attributes: Attributes) -> None:
        self._begin(_local(name))

    def _end_element(self, name: str) -> None:
        name = _local(name)
        self._end(name)
        if name == "si":
            self._found.append("".join(self._text))
            self._text.clear()


class Rows(_Part):
    """The rows of a sheet; what lies beyond so many columns is told by one cell right after them."""

    def __init__(self, convert: Convert, columns: int) -> None:
        super().__init__()
        self._convert, self._columns = convert, columns
        self._found: list[tuple[int, list[Cell]]] = []
        self._number = 0
        self._cells: list[Cell] = []
        self._cell: Attributes = {}
        self._is_formula = False
        self._parser.StartElementHandler = self._start_element
        self._parser.EndElementHandler = self._end_element

    def read(self, source: IO[bytes]) -> Iterator[tuple[int, list[Cell]]]:
        """Number and cells of each row, as far as the source was read; raises ExpatError."""
        return self._parsed(source, self._found)

    def _start_element(self, name: str, attributes: Attributes) -> None:
        name = _local(name)
        if name == "c":
            self._cell, self._is_formula = attributes, False
            self._text.clear()
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells = []
        elif name == "f":
            self._is_formula = True
        else:
            self._begin(name)

    def _end_element(self, name: str) -> None:
        name = _local(name)
        if name == "c":
            self._put()
        elif name == "row":
            self._found.append((self._number, self._cells))
        else:
            self._end(name)

    def _put(self) -> None:
        cell, cells = self._cell, self._cells
        place = cell.get("r")
        at = _column(place.rstrip("0123456789")) if place else len(cells)
        value: Cell = FORMULA
        if not self._is_formula:
            text = "".join(self._text)
            value = self._convert(cell.get("t", "n"), cell.get("s", ""), text) if text else None
        at = min(at, self._columns)
        if at >= len(cells):
            cells.extend([None] * (at - len(cells) + 1))
        if value is not None:
            cells[at] = value


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    """Some programs write every name with a prefix."""
    return name.rpartition(":")[2]


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    return column_index_from_string(letters) - 1
