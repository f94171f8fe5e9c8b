"""What single cells may look like, and what is refused rather than guessed."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dossiers.hours import VIETNAM
from bot.dossiers.sources.words import WORDS_FILE, plain, status_of
from bot.dossiers.state import Status
from tests.unit.dossiers.sources.exports import CODE, OTHER, read, read_rows, state_with

NAIVE = datetime(2024, 6, 5, 14, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
MOMENT = NAIVE.replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((str(status.number), status) for status in Status),
        ("Mới đăng ký", Status.REGISTERED),
        ("ĐƯỢC TIẾP NHẬN", Status.RECEIVED),
        ("khong duoc tiep nhan", Status.REFUSED),
        ("Đang  xử lý ", Status.IN_PROGRESS),
        ("Yêu cầu bổ sung giấy tờ", Status.SUPPLEMENT_ASKED),
        ("Yêu cầu thực hiện nghĩa vụ tài chính", Status.PAYMENT_ASKED),
        ("Công dân yêu cầu rút hồ sơ", Status.WITHDRAWN),
        ("Dừng xử lý", Status.STOPPED),
        ("Đã xử lý xong", Status.FINISHED),
        ("Đã trả kết quả", Status.RETURNED),
        ("chờ ký", Status.IN_PROGRESS),
        ("Chờ liên thông thuế", Status.IN_PROGRESS),
        ("chờ bổ sung", Status.SUPPLEMENT_ASKED),
        ("Chơ\u0300 nô\u0323p thuê\u0301", Status.PAYMENT_ASKED),
        *((word, None) for word in ("", "0", "11", "hoàn thành", "trễ hạn", "tạm dừng", "x" * 10_000)),
    ],
)
def test_a_status_is_known_or_it_is_none(word: str, status: Status | None) -> None:
    assert status_of(word) == status


def test_no_word_means_two_statuses() -> None:
    words = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    assert set(words) == set(Status)
    every = [plain(word) for known in words.values() for word in known]
    assert sorted(every) == sorted(set(every))


@pytest.mark.parametrize("cell", [4, 4.0, "4", "Đang xử lý"])
def test_a_status_may_be_a_number(tmp_path: Path, cell: Any) -> None:
    [state], told = read_rows(tmp_path, ("Mã hồ sơ", "Trạng thái"), (CODE, cell))
    assert (state.status, told) == (Status.IN_PROGRESS, [])


@pytest.mark.parametrize(
    "cell",
    [
        NAIVE,
        45448 + 14.5 / 24,
        "45448.604166666664",
        "05/06/2024 14:30",
        "5-6-2024 14:30",
        "5.6.2024, 14h30",
        "14:30 05/06/2024",
        "2024-06-05T14:30:00",
        "2024-06-05 14:30",
        "2024-06-05T14:30:00+07:00",
        "2024-06-05T07:30:00Z",
    ],
)
def test_a_moment_is_read_from_what_spreadsheets_and_people_write(tmp_path: Path, cell: Any) -> None:
    state, told = state_with(tmp_path, "ngay_tiep_nhan", cell)
    assert told == []
    assert state is not None
    assert state.received_at is not None
    assert abs(state.received_at - MOMENT) < timedelta(seconds=1)


@pytest.mark.parametrize("cell", [date(2026, 12, 24), "24/12/2026", "24-12-2026 17:00", 46380, "2026-12-24"])
def test_an_appointment_is_a_day(tmp_path: Path, cell: Any) -> None:
    state, _ = state_with(tmp_path, "Ngày hẹn trả", cell)
    assert state is not None
    assert state.appointment == date(2026, 12, 24)


@pytest.mark.parametrize(
    "cell",
    [
        *("05/06/24", "6/2024", "31/02/2024", "05/06-2024", "2024/06/05", "2024-6-5", "2:30 CH 05/06/2024"),
        *("31/12/2017", "28/12/2036", 43_100, 20_240_605, 0.5, -1, True, "hôm qua", "٠٥/٠٦/٢٠٢٤"),
        *("05/06/2024 25:00", timedelta(hours=1), "2024-W23-3", "45448000"),
    ],
)
def test_a_day_that_could_mean_another_is_refused(tmp_path: Path, cell: Any) -> None:
    state, told = state_with(tmp_path, "ngay_hen_tra", cell)
    assert state is None
    assert len(told) == 1
    assert told[0].startswith(f"row 2 ({CODE}): ngay_hen_tra: ")


@pytest.mark.parametrize("column", ["ngay_tiep_nhan", "ngay_xong", "ngay_tra", "cap_nhat_luc"])
def test_what_has_happened_does_not_lie_ahead(tmp_path: Path, column: str) -> None:
    assert state_with(tmp_path, column, "29/11/2026")[0] is None
    assert state_with(tmp_path, column, "27/11/2026 23:00")[0] is not None


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        *((cell, 1_250_000) for cell in ("1.250.000 đ", "1,250,000 VNĐ", "1 250 000 đồng", "1250000")),
        *(
            (cell, 1_250_000)
            for cell in (1_250_000, 1_250_000.0, "1250000.0", "1.250.000,00₫", "1,250,000.00")
        ),
        *((0, None), ("0 đ", None)),
    ],
)
def test_money_in_whole_dong(tmp_path: Path, cell: Any, amount: int | None) -> None:
    state, told = state_with(tmp_path, "so_tien", cell)
    assert told == []
    assert state is not None
    assert state.money_due == amount


@pytest.mark.parametrize(
    "cell", ["1.25", "1.250,5", "1,5 triệu", "-5000", -1, 0.5, "12.50.000", "10" * 10, "x"]
)
def test_money_that_could_be_another_amount_is_refused(tmp_path: Path, cell: Any) -> None:
    assert state_with(tmp_path, "so_tien", cell)[0] is None


@pytest.mark.parametrize(
    "cell",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "(091) 234-5678", "+84 912 345 678", "84912345678"),
        *(912345678, 912345678.0, "912345678", "0912345678; 0988888888", "0912345678 / 02733888888"),
    ],
)
def test_a_phone_becomes_its_digits(tmp_path: Path, cell: Any) -> None:
    state, told = state_with(tmp_path, "Số điện thoại", cell)
    assert told == []
    assert state is not None
    assert state.phone == "0912345678"


@pytest.mark.parametrize(
    ("column", "cell"), [("dien_thoai", "091***678"), ("dien_thoai", "không có"), ("ma_thu_tuc", "TTHC-7")]
)
def test_what_the_rest_does_not_depend_on_is_left_out_and_told(
    tmp_path: Path, column: str, cell: str
) -> None:
    state, told = state_with(tmp_path, column, cell)
    assert state is not None
    assert (state.phone, state.procedure) == ("", "")
    assert len(told) == 1
    assert cell not in told[0]


@pytest.mark.parametrize("cell", ["1.012780", 1.01278, "1.012780.000.00.00.H19", "1,012780"])
def test_the_code_of_a_procedure_keeps_its_zeros(tmp_path: Path, cell: Any) -> None:
    state, told = state_with(tmp_path, "Mã TTHC", cell)
    assert told == []
    assert state is not None
    assert state.procedure == "1.012780"


@pytest.mark.parametrize(
    "cell", ["Đơn\nHợp đồng", "Đơn; Hợp đồng", "- Đơn\r\n- Hợp đồng;", "1. Đơn\n2) Hợp  đồng\n\n"]
)
def test_missing_papers_are_a_list(tmp_path: Path, cell: str) -> None:
    state, _ = state_with(tmp_path, "giay_to_thieu", cell)
    assert state is not None
    assert state.missing == ("Đơn", "Hợp đồng")


@pytest.mark.parametrize(
    "cell", [CODE, CODE.lower(), "H19 15 260605 0012", "Số: H19.15-26O6O5-0012", f" {CODE}\n"]
)
def test_a_sloppy_code_is_repaired(tmp_path: Path, cell: str) -> None:
    [state], told = read_rows(tmp_path, ("ma_ho_so", "trang_thai"), (cell, 4))
    assert (state.code, told) == (CODE, [])


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (f"{CODE}, {OTHER}", "holds several dossier codes"),
        ("1.012780", "holds no dossier code"),
        ("không", "holds no dossier code"),
        (None, "is empty"),
        ("  ", "is empty"),
        ("H19.15-261128-0001", "holds a day that is still to come"),
        ("H19.15-171128-0001", "holds no dossier code"),
    ],
)
def test_a_row_without_one_code_is_broken(tmp_path: Path, cell: Any, reason: str) -> None:
    rows = [("ma_ho_so", "trang_thai", "buoc"), (cell, 4, "x"), (OTHER, 4, "x")]
    states, [told] = read_rows(tmp_path, *rows)
    assert [state.code for state in states] == [OTHER]
    assert (told.line, told.column, told.reason, told.broken) == (2, "ma_ho_so", reason, True)


@pytest.mark.parametrize("cell", [True, NAIVE, 0.5, "a\x00b", "a\x1bb", "x" * 2001, "x" * 2**20])
def test_a_text_that_is_none_is_refused(tmp_path: Path, cell: Any) -> None:
    """The last ones come as CSV too, for no spreadsheet program writes them."""
    if isinstance(cell, str):
        content = f"ma_ho_so;trang_thai;thua_dat\n{CODE};4;{cell}\n{OTHER};4;\n".encode()
        states, told = read(tmp_path, "x.csv", content)
        assert [state.code for state in states] == [OTHER]
        assert [one.column for one in told] == ["thua_dat"]
    else:
        assert state_with(tmp_path, "thua_dat", cell)[0] is None
