"""Exports of a few rows, and what is read of them."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.dossiers.sources.export_finding import Finding
from bot.dossiers.sources.export_rows import read_export
from bot.dossiers.state import DossierState
from tests.unit.tables.files import workbook

TODAY = date(2026, 11, 27)
CODE, OTHER = "H19.15-260605-0012", "H19.15-260605-0013"
SECRETS = ("Nguyễn Thị Bí Mật", "0912345678", "thửa 77", "PIN9")


def as_csv(*rows: Sequence[Any], delimiter: str = ";") -> bytes:
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter).writerows(rows)
    return output.getvalue().encode()


def read(folder: Path, name: str, content: bytes) -> tuple[list[DossierState], list[Finding]]:
    """The states and the findings of such a file."""
    (folder / name).write_bytes(content)
    found = list(read_export(folder / name, TODAY))
    states = [one for one in found if isinstance(one, DossierState)]
    return states, [one for one in found if isinstance(one, Finding)]


def read_rows(folder: Path, *rows: Sequence[Any]) -> tuple[list[DossierState], list[Finding]]:
    """The same of a workbook of these rows."""
    return read(folder, "x.xlsx", workbook(*rows))


def state_with(folder: Path, column: str, cell: Any) -> tuple[DossierState | None, list[str]]:
    """The state of a row with this cell beside code and status, and what is told; a good row is below."""
    rows = [("ma_ho_so", "trang_thai", column), (CODE, 4, cell), (OTHER, 4, None)]
    states, told = read_rows(folder, *rows)
    return next((one for one in states if one.code == CODE), None), [str(one) for one in told]
