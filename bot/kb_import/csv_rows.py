"""A CSV export: UTF-8, with comma, semicolon or tabulator between the cells; the header as in `cells`."""

import csv
import io
from collections.abc import Iterator

from bot.kb_import.cells import header_of, row_of
from bot.kb_import.refusal import refuse, utf8
from procedures_kb.portal.rows import Row, RowFault

DELIMITERS = ",;\t"


def csv_rows(content: bytes) -> list[Row]:
    """One row a procedure, counted as in a spreadsheet; raises ImportRefused."""
    lines = _lines(utf8(content))
    header = header_of(next(lines, []))
    rows = (_row(f"row {number}", header, cells) for number, cells in enumerate(lines, 2))
    return [row for row in rows if row is not None]


def _row(place: str, header: tuple[str, ...], cells: list[str]) -> Row | None:
    formulas = [
        RowFault(place, name, "holds a formula, and only values are read")
        for name, cell in zip(header, cells, strict=False)
        if cell.lstrip().startswith("=")
    ]
    return row_of(place, header, cells, formulas)


def _lines(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True
    )
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse(f"row {number}", f"not CSV: {error}") from error
