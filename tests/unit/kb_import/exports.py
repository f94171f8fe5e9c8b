"""An export of one procedure in each kind of file, and a small base to import it into."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from bot.kb_import.cells import LISTS, TABLES
from procedures_kb.portal.importing import Import, prepared
from procedures_kb.portal.rows import Row, records_of
from procedures_kb.portal.writing import write_all
from tests.unit.procedures_kb.record_files import CODE, RECORD, write, write_overlay

TODAY = date(2026, 12, 2)
LATER = "2026-12-01"

EXPORT: dict[str, Any] = {
    "code": CODE,
    "name": "Đăng ký biến động",
    "field": "Đất đai",
    "level": "tinh",
    "audience": ["Công dân Việt Nam"],
    "documents": [
        {"name": "Đơn đăng ký biến động", "original": 1, "copy": 0, "form": "18"},
        {"name": "Hợp đồng chuyển nhượng", "original": 1, "copy": 1, "form": "22", "case": "a) Mua bán"},
    ],
    "time": ["5 ngày làm việc", "8 ngày làm việc"],
    "channels": [{"channel": "truc_tuyen", "time": "5 ngày làm việc"}, {"channel": "buu_chinh"}],
    "fee": ["Theo mức địa phương"],
    "fee_kind": "local",
    "authority": "Văn phòng đăng ký đất đai",
    "accepts_online": True,
    "result": ["Giấy chứng nhận"],
    "decision": "2304/QĐ-BNNMT",
    "legal_basis": ["31/2024/QH15", "151/2025/NĐ-CP"],
    "source_url": "https://dichvucong.gov.vn/x",
    "as_of": "2026-06-10",
}

# Every passage by hand that no import may lose.
BY_HAND = RECORD.replace("aliases: [", "# how the market says it\naliases: [").replace(
    'source: "QĐ 2304/QĐ-BNNMT"\n  source_url',
    'source: "Cổng Dịch vụ công quốc gia, bản ghi ngày 10/06/2026"  # read twice\n  source_url',
)


def export(**changes: Any) -> dict[str, Any]:
    """The export of the procedure with some fields changed."""
    return {**EXPORT, **changes}


def as_json(*records: Any) -> bytes:
    return json.dumps(records, ensure_ascii=False).encode()


def cells(record: Mapping[str, Any]) -> list[Any]:
    return [_cell(name, value) for name, value in record.items()]


def as_csv(*records: Mapping[str, Any], delimiter: str = ",") -> bytes:
    output = io.StringIO()
    writer = csv.writer(output, delimiter=delimiter)
    writer.writerow(records[0])
    writer.writerows(map(cells, records))
    return output.getvalue().encode()


def as_xlsx(*rows: Sequence[Any]) -> bytes:
    """A workbook of these rows; without any, of the header and the procedure."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows or (list(EXPORT), cells(EXPORT)):
        book.active.append(list(row))
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def base(root: Path, text: str = BY_HAND) -> Path:
    """A base of the procedure and a province's overlay of it."""
    write(root, text)
    write_overlay(root)
    return root


def planned(root: Path, *records: Mapping[str, Any], today: date = TODAY) -> Import:
    rows = [Row(f"record {number}", dict(one)) for number, one in enumerate(records, 1)]
    return prepared(root, records_of(rows, today), today)


def imported(root: Path, *records: Mapping[str, Any], today: date = TODAY) -> Import:
    found = planned(root, *records, today=today)
    write_all(root, found.files)
    return found


def contents(root: Path) -> dict[str, bytes]:
    """Every byte below the folder, hidden files too."""
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def _cell(name: str, value: Any) -> Any:
    if name in LISTS:
        return "\n".join(value)
    if name in TABLES:
        return "\n".join(" | ".join(str(one.get(key, "")) for key in TABLES[name]) for one in value)
    return str(value).lower() if isinstance(value, bool) else value
