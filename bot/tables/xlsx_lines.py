"""The lines of the first visible sheet of an XLSX file, read piece by piece."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS

from bot.tables.archive import check_archive
from bot.tables.cell_values import CellValues
from bot.tables.limits import Limits
from bot.tables.lines import Line, bounded
from bot.tables.refusal import TableRefused
from bot.tables.xml_parts import Rows, Texts

# What is raised on files that only look like a workbook.
UNREADABLE = (
    ExpatError,
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


class Sheet:
    """The sheet that is read; ``left_out`` counts the others, ``epoch`` is day 0 of its serial numbers."""

    def __init__(self, reader: ExcelReader, limits: Limits) -> None:
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        sheets = [(sheet, rel) for sheet, rel in reader.parser.find_sheets() if "chartsheet" not in rel.Type]
        visible = [rel.target for sheet, rel in sheets if sheet.state == "visible"]
        if not visible:
            raise TableRefused("the file", "no sheet of it is visible")
        self._reader, self._part, self._limits = reader, visible[0], limits
        self.left_out = len(sheets) - 1
        self.epoch: datetime = reader.wb.epoch

    def lines(self) -> Iterator[Line]:
        """Read as they are asked for; raises TableRefused."""
        with _told():
            convert = CellValues(self._reader.wb, self._texts())
            rows = Rows(convert, self._limits.columns)
            with self._reader.archive.open(self._part) as source:
                yield from bounded(rows.read(source), self._limits)

    def _texts(self) -> list[str]:
        part = self._reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return []
        with self._reader.archive.open(part.PartName[1:]) as source:
            return Texts().read(source)


@contextmanager
def xlsx_sheet(file: Path, limits: Limits) -> Iterator[Sheet]:
    """The file, checked and opened; raises OSError or TableRefused."""
    check_archive(file, limits)
    with _told():
        reader = ExcelReader(file, read_only=True, keep_links=False)
    try:
        with _told():
            sheet = Sheet(reader, limits)
        yield sheet
    finally:
        reader.archive.close()


@contextmanager
def _told() -> Iterator[None]:
    """The library's own words may quote a cell, so that the kind of the error alone is told."""
    try:
        yield
    except UNREADABLE as error:
        raise TableRefused("the file", f"not a readable XLSX file ({type(error).__name__})") from error
