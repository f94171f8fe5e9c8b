"""Tables that leave the program, as CSV or XLSX; no cell of them is ever a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.tables.harmless import harmless

Cell = str | int | float | None
LONGEST_CELL = 32_000  # a spreadsheet holds 32,767 characters
LONGEST_TITLE = 31  # of a sheet
_NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; an empty cell is None."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """With a mark at its head by which a spreadsheet knows the letters for Vietnamese ones."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet of that title."""
    return as_book([Sheet(title, header, rows)])


def as_book(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets; titles that a workbook cannot hold are cut."""
    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.title.translate(_NO_TITLE)[:LONGEST_TITLE])
        sheet.freeze_panes = "A2"
        for row in (one.header, *([_plain(cell) for cell in row] for row in one.rows)):
            sheet.append([_typed(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return harmless(ILLEGAL_CHARACTERS_RE.sub(" ", cell)[:LONGEST_CELL])


def _typed(sheet: WriteOnlyWorksheet, value: Cell) -> SheetCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # whatever the library makes of how the text begins
    return cell
