"""Exports as large as a province's, in both kinds of file; the people in them are made up."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import openpyxl

HEADER = (
    *("ma_ho_so", "trang_thai", "ma_thu_tuc", "ten_thu_tuc", "buoc", "don_vi", "ngay_tiep_nhan"),
    *("ngay_hen_tra", "ngay_xong", "ngay_tra", "giay_to_thieu", "so_tien", "noi_dung_tien", "ly_do"),
    *("chu_ho_so", "thua_dat", "dien_thoai", "ma_tra_cuu", "cap_nhat_luc"),
)
STATUSES = ("Được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ", "6", "chờ ký", "Đã xử lý xong", "10")
NAMES = ("Nguyễn Văn An", "Trần Thị Bích", "Lê Hoàng Cường", "Phạm Ngọc Diệp", "Huỳnh Thanh Em")
FIRST_DAY = datetime(2025, 1, 6, 8)  # noqa: DTZ001 - a spreadsheet knows no zones
PER_DAY = 200

Row = tuple[object, ...]


def rows(count: int) -> Iterator[Row]:
    """So many dossiers, always the same ones: days are real days, as a spreadsheet keeps them."""
    chance = Random(6)
    for number in range(count):
        yield _row(number, chance)


def _row(number: int, chance: Random) -> Row:
    received = FIRST_DAY + timedelta(days=number // PER_DAY, minutes=number % PER_DAY)
    status = STATUSES[number % len(STATUSES)]
    ended = status in STATUSES[-2:]
    return (
        f"H19.{number % 90 + 10}-{received:%y%m%d}-{number % PER_DAY + 1:04}",
        status,
        "1.013831",
        "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
        "Thẩm định hồ sơ",
        f"Chi nhánh Văn phòng đăng ký đất đai khu vực {number % 12 + 1}",
        received,
        received + timedelta(days=14),
        received + timedelta(days=10) if ended else None,
        received + timedelta(days=11) if status == "10" else None,
        "Đơn đăng ký biến động\nHợp đồng chuyển nhượng" if status == STATUSES[2] else None,
        chance.randrange(100_000, 90_000_000, 1_000) if status == "6" else None,
        "Lệ phí trước bạ" if status == "6" else None,
        None,
        f"{chance.choice(NAMES)} {number}",
        f"thửa {number % 900 + 1}, tờ {number // 900 + 1}",
        f"09{chance.randrange(10**8):08}",
        f"{chance.randrange(36**4):06X}",
        received + timedelta(days=number % 10, hours=2),
    )


def write_csv(file: Path, count: int) -> None:
    """The export as CSV in UTF-8, times as people write them."""
    with file.open("w", encoding="utf-8-sig", newline="") as output:
        writer = csv.writer(output, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(map(_as_text, rows(count)))


def _as_text(row: Sequence[object]) -> list[object]:
    return [f"{cell:%d/%m/%Y %H:%M}" if isinstance(cell, datetime) else cell for cell in row]


def write_xlsx(file: Path, count: int) -> None:
    """The export as XLSX, written row by row."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for row in rows(count):
        sheet.append(row)
    book.save(file)


WRITERS: dict[str, Callable[[Path, int], None]] = {"csv": write_csv, "xlsx": write_xlsx}
