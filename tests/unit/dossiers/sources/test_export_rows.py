"""Whole exports: their headers, the same dossier twice, and what must not stop the rest."""

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bot.dossiers.hours import VIETNAM
from bot.dossiers.sources import export_spool
from bot.dossiers.sources.export_finding import Finding
from bot.dossiers.sources.export_report import import_report
from bot.dossiers.sources.export_rows import read_export
from bot.dossiers.sources.header import documented_name, known_order
from bot.dossiers.state import DossierState, Status
from bot.tables.harmless import harmless
from bot.tables.refusal import TableRefused
from tests.unit.dossiers.sources.exports import CODE, OTHER, SECRETS, TODAY, as_csv, read, read_rows
from tests.unit.tables.files import saved, workbook

HEADER = tuple(map(documented_name, known_order()))
ROW = (
    *(CODE, "Yêu cầu bổ sung giấy tờ", "1.013831", "Đăng ký biến động", "Thẩm định", "Chi nhánh 1"),
    *("05/06/2026 08:15", "25/06/2026", None, None, "Đơn; Hợp đồng", "500.000 đ", "Lệ phí", "Thiếu giấy"),
    *("Nguyễn Văn A", "thửa 1", "0912345678", "7F3K", "10/06/2026 16:00"),
)
STATE = DossierState(
    code=CODE,
    status=Status.SUPPLEMENT_ASKED,
    changed_at=datetime(2026, 6, 10, 16, tzinfo=VIETNAM),
    procedure="1.013831",
    procedure_name="Đăng ký biến động",
    stage="Thẩm định",
    unit="Chi nhánh 1",
    received_at=datetime(2026, 6, 5, 8, 15, tzinfo=VIETNAM),
    appointment=datetime(2026, 6, 25, tzinfo=VIETNAM).date(),
    missing=("Đơn", "Hợp đồng"),
    money_due=500_000,
    money_for="Lệ phí",
    reason="Thiếu giấy",
    holder="Nguyễn Văn A",
    parcel="thửa 1",
    phone="0912345678",
    lookup_code="7F3K",
)


def test_every_field_of_a_state_has_its_column() -> None:
    assert set(known_order()) == set(DossierState.__struct_fields__)


def test_csv_and_xlsx_say_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, "x.csv", as_csv(HEADER, ROW)) == ([STATE], [])
    assert read(tmp_path, "x.xlsx", workbook(HEADER, ROW)) == ([STATE], [])
    assert read(tmp_path, "x.csv", as_csv(HEADER, ROW).decode().encode("utf-16")) == ([STATE], [])


def test_the_usual_captions_are_known_below_a_title(tmp_path: Path) -> None:
    rows = [
        ("DANH SÁCH HỒ SƠ",),
        ("Từ ngày 01/06/2026",),
        (),
        ("STT", "SỐ HỒ SƠ", "tình  trạng", "Ngày hẹn trả kết quả", "Ghi chú"),
        (1, CODE, "đang xử lý", "25/06/2026", "x"),
    ]
    [state], [told] = read_rows(tmp_path, *rows)
    assert state == DossierState(CODE, Status.IN_PROGRESS, appointment=STATE.appointment)
    assert str(told) == "row 4: 2 columns are not read: STT, Ghi chú"
    assert not told.broken


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("ma_ho_so", "buoc")], "row 1: the header has no column trang_thai"),
        ([], "row 1: the header has no column ma_ho_so, trang_thai"),
        ([("x",)] * 30, "row 1: the header has no column ma_ho_so, trang_thai"),
        (
            [("ma_ho_so", "Trạng thái", "Tình trạng", "Mã hồ sơ")],
            "row 1: the header: two columns are ma_ho_so, trang_thai",
        ),
        ([HEADER], "the file: no row of it could be read"),
        ([HEADER, ("x", "y")], "the file: no row of it could be read"),
        (
            [(*HEADER, *map(str, range(200)))],
            "row 1: the header: a cell lies beyond the 100 columns that are read",
        ),
        ([(*HEADER, "=1")], "row 1: the header: a cell holds a formula"),
    ],
)
def test_a_file_without_rows_or_header_is_refused(
    tmp_path: Path, rows: list[tuple[str, ...]], words: str
) -> None:
    with pytest.raises(TableRefused) as refused:
        read_rows(tmp_path, *rows)
    assert str(refused.value).startswith(words)


def test_broken_rows_are_told_by_row_column_and_reason_and_do_not_stop_the_rest(tmp_path: Path) -> None:
    rows = [
        ("ma_ho_so", "trang_thai", "chu_ho_so", "ngay_hen_tra"),
        (CODE, "=1+1", "x", "#REF!"),
        (CODE, "đang chờ gì đó", "=2", None),
        (CODE, None, None, None, "slipped"),
        *([None],) * 50,
        ("H19.15-260605-0014", "10", None, None),
        *([None],) * 3,
    ]
    states, told = read_rows(tmp_path, *rows)
    assert [state.code for state in states] == ["H19.15-260605-0014"]
    assert [str(one) for one in told] == [
        f"row 2 ({CODE}): trang_thai: holds a formula, and only values are read",
        f"row 2 ({CODE}): ngay_hen_tra: holds an error in place of a value",
        f"row 3 ({CODE}): trang_thai: is no status that is known: words.yml lists them",
        f"row 3 ({CODE}): chu_ho_so: holds a formula, and only values are read",
        f"row 4 ({CODE}): trang_thai: is empty",
        f"row 4 ({CODE}): has more cells than the header",
    ]


def test_no_finding_quotes_what_the_row_holds(tmp_path: Path) -> None:
    columns = [documented_name(field) for field in known_order() if field != "code"]
    rows = [("ma_ho_so", *columns)]
    rows += [(CODE, *(secret for _ in columns)) for secret in SECRETS]
    rows += [(secret, *(secret for _ in columns)) for secret in SECRETS]
    _, told = read_rows(tmp_path, *rows, (OTHER, "4"))
    assert len(told) > 20
    assert not [one for one in told for secret in SECRETS if secret in str(one)]


def test_other_sheets_are_not_read_and_that_is_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEADER, ROW)))
    book.create_sheet("hidden").sheet_state = "hidden"
    book.create_sheet("2025").append(["x"])
    [state], [told] = read(tmp_path, "x.xlsx", saved(book))
    assert (state, str(told)) == (STATE, "row 1: 2 other sheets are not read, only the first visible one")


@pytest.mark.parametrize(
    ("times", "winner", "gives_way"),
    [
        ((None, None), 3, 2),
        (("05/06/2026", None), 3, 2),
        ((None, "05/06/2026"), 3, 2),
        (("05/06/2026", "06/06/2026"), 3, 2),
        (("05/06/2026", "05/06/2026"), 3, 2),
        (("06/06/2026", "05/06/2026"), 2, 3),
    ],
)
def test_of_a_dossier_that_stands_twice_the_newest_row_counts(
    tmp_path: Path, times: tuple[str | None, str | None], winner: int, gives_way: int
) -> None:
    rows = [("ma_ho_so", "trang_thai", "buoc", "cap_nhat_luc")]
    rows += [(CODE, "4", f"row {number}", time) for number, time in enumerate(times, 2)]
    [state], [told] = read_rows(tmp_path, *rows)
    assert state.stage == f"row {winner}"
    assert (told.line, told.code, told.broken) == (gives_way, CODE, False)


def test_no_state_comes_before_the_file_was_read_to_its_end(tmp_path: Path) -> None:
    """So that a file which breaks off halfway changes nothing at all."""
    (tmp_path / "x.csv").write_bytes(as_csv(("ma_ho_so", "trang_thai"), (CODE, 4)) + b'"H19')
    with pytest.raises(TableRefused, match="row 3: not CSV"):
        list(read_export(tmp_path / "x.csv", TODAY))


def test_what_is_read_does_not_have_to_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_spool, "IN_MEMORY", 100)
    codes = [f"H19.15-260605-{number:04}" for number in range(1, 2501)]
    heard: list[int] = []
    (tmp_path / "x.csv").write_bytes(as_csv(("ma_ho_so", "trang_thai"), *((code, 4) for code in codes)))
    found = list(read_export(tmp_path / "x.csv", TODAY, heard.append))
    assert [one.code for one in found] == codes
    assert heard == [1000, 2000]


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@x", "\tx", "\rx"])
def test_a_report_holds_nothing_that_a_spreadsheet_would_run(tmp_path: Path, cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    with import_report(tmp_path / "report.csv") as report:
        report.add(Finding(2, cell, cell, cell))
        report.refuse(cell)
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        header, broken, refused = csv.reader(file)
    assert header == ["row", "column", "code", "kind", "reason"]
    assert broken == ["2", f"'{cell}", f"'{cell}", "broken", f"'{cell}"]
    assert refused == ["", "", "", "refused", f"'{cell}"]
