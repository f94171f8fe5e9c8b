"""An XLSX export: the first sheet, its header as in `cells`."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.kb_import.archive import check_archive
from bot.kb_import.cells import header_of, row_of
from bot.kb_import.refusal import refuse
from procedures_kb.portal.rows import Row, RowFault

MAX_ROWS = 20_000
MAX_COLUMNS = 100  # a cell far to the right would make every row as long
# What openpyxl raises on files that only look like its own.
UNREADABLE = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
)


def xlsx_rows(content: bytes) -> list[Row]:
    """One row a procedure, counted as in the sheet; raises ImportRefused."""
    check_archive(content)
    try:
        lines = list(_lines(content))
    except UNREADABLE as error:
        raise refuse("the file", f"not a readable XLSX file: {error}") from error
    if len(lines) > MAX_ROWS:
        raise refuse(f"row {MAX_ROWS + 1}", f"more than {MAX_ROWS} rows")
    header = header_of([cell.value for cell in lines[0]] if lines else [])
    rows = (_row(f"row {number}", header, cells) for number, cells in enumerate(lines[1:], 2))
    return [row for row in rows if row is not None]


def _lines(content: bytes) -> Iterator[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    try:
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(min_row=1, max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    finally:
        book.close()


def _row(place: str, header: tuple[str, ...], cells: tuple[Any, ...]) -> Row | None:
    refused = {index: reason for index, cell in enumerate(cells) if (reason := _refused(cell))}
    faults = [RowFault(place, f"cell {cells[index].coordinate}", reason) for index, reason in refused.items()]
    values = [None if index in refused else cell.value for index, cell in enumerate(cells)]
    return row_of(place, header, values, faults)


def _refused(cell: Any) -> str | None:
    if cell.data_type == "f":
        return "holds a formula, and only values are read"
    return f"holds the error {cell.value}" if cell.data_type == "e" else None
