"""Workbooks made by hand, for what no library writes."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

from bot.tables.limits import Limits
from bot.tables.lines import Line
from bot.tables.table import open_table

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LIMITS = Limits(megabytes=5, unpacked_megabytes=50, rows=1000, columns=20, letters=100)


def workbook(*rows: Iterable[Any]) -> bytes:
    """One sheet of these rows."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def with_part(content: bytes, name: str, new: bytes) -> bytes:
    """The workbook with another content of one part."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        assert name in old.namelist()
        for one in old.namelist():
            packed.writestr(one, new if one == name else old.read(one))
    return output.getvalue()


def sheet(rows: str) -> bytes:
    """A workbook whose sheet holds this XML in place of its rows."""
    return with_part(
        workbook(["x"]),
        SHEET,
        f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
    )


def lines(folder: Path, name: str, content: bytes, limits: Limits = LIMITS) -> list[Line]:
    """Every line of such a file."""
    (folder / name).write_bytes(content)
    with open_table(folder / name, limits) as table:
        return list(table.lines)


def cells(folder: Path, name: str, content: bytes) -> list[Any]:
    """The cells of its only line."""
    [line] = lines(folder, name, content)
    return list(line.cells)
