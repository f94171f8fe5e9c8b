"""The lines of a CSV file: comma, semicolon or tabulator between the cells, or what ``sep=`` says."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bot.tables.encoding import encoding_of
from bot.tables.limits import Limits
from bot.tables.lines import FORMULA, Cell, Line, bounded
from bot.tables.refusal import TableRefused

DELIMITERS = ",;\t"
# Cells are refused long before; but a quote that is never closed would make one cell of the whole file.
LONGEST_CELL = 4 * 1024**2
_LONGEST_FIRST_LINE = 64 * 1024
_SEPARATOR = re.compile(r"\s*\"?sep=(?P<delimiter>[^\"\r\n])\"?\s*", re.IGNORECASE)  # Excel's own first line


def csv_lines(file: Path, limits: Limits) -> Iterator[Line]:
    """Read as they are asked for; a ``sep=`` line is not counted. Raises OSError or TableRefused."""
    encoding = encoding_of(file)
    with file.open(encoding=encoding, newline="") as text:
        lines = enumerate(map(_without_formulas, _cells(text, _delimiter(text))), 1)
        yield from bounded(lines, limits)


def _delimiter(text: TextIO) -> str:
    """Leaves the text at the first line that is counted."""
    first = text.readline(_LONGEST_FIRST_LINE)
    if said := _SEPARATOR.fullmatch(first):
        return said["delimiter"]
    text.seek(0)
    return max(DELIMITERS, key=first.count)


def _cells(text: TextIO, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableRefused(f"row {number}", f"not CSV: {error}") from error


def _without_formulas(cells: list[str]) -> list[Cell]:
    return [FORMULA if "=" in cell and cell.lstrip().startswith("=") else cell for cell in cells]
