"""A table in a file, CSV or XLSX, told apart by the end of the name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl.utils.datetime import WINDOWS_EPOCH

from bot.tables.csv_lines import csv_lines
from bot.tables.limits import Limits
from bot.tables.lines import Line
from bot.tables.refusal import TableRefused
from bot.tables.xlsx_lines import xlsx_sheet

SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True)
class Table:
    """``lines`` come as they are asked for and may raise TableRefused; ``epoch`` is the day that serial
    numbers of days count from; ``sheets_left_out`` says how many sheets are not read."""

    lines: Iterator[Line]
    epoch: datetime = WINDOWS_EPOCH
    sheets_left_out: int = 0


@contextmanager
def open_table(file: Path, limits: Limits) -> Iterator[Table]:
    """The table while the block runs; raises OSError, or TableRefused with place and reason."""
    check_size(file, limits)
    suffix = file.suffix.lower()
    if suffix == ".csv":
        yield Table(csv_lines(file, limits))
    elif suffix == ".xlsx":
        with xlsx_sheet(file, limits) as sheet:
            yield Table(sheet.lines(), sheet.epoch, sheet.left_out)
    else:
        raise TableRefused("the file", f"its name must end in one of {', '.join(SUFFIXES)}")


def check_size(file: Path, limits: Limits) -> None:
    """Raises OSError, or TableRefused for a file that is too large to be opened."""
    megabytes = file.stat().st_size / 1024**2
    if megabytes > limits.megabytes:
        reason = f"{megabytes:.0f} MB, at most {limits.megabytes} MB are read"
        raise TableRefused("the file", reason)
