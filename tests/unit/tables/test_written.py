"""Tables that leave the program hold the words as they are, and nothing that a spreadsheet would run."""

import csv
import io

import openpyxl
import pytest

from bot.tables.written import LONGEST_CELL, Sheet, as_book, as_csv, as_xlsx

HEADER = ("Mã phiếu", "Nội dung")
DANGEROUS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+84 912",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\n=1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_no_cell_is_a_formula(cell: str) -> None:
    read = list(csv.reader(io.StringIO(as_csv(HEADER, [(cell, 3)]).decode("utf-8-sig"))))
    assert read == [list(HEADER), [f"'{cell}", "3"]]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx("Sổ", HEADER, [(cell, 3)]))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == f"'{cell}"
    assert sheet["B2"].value == 3


def test_words_come_out_as_they_went_in() -> None:
    words = 'Mùi hôi, "rất" nặng; từ xã Tam Phước\ndòng hai'
    assert list(csv.reader(io.StringIO(as_csv(HEADER, [("PA", words)]).decode("utf-8-sig"))))[1][1] == words
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx("Sổ", HEADER, [("PA", words)]))).active
    assert sheet is not None
    assert (sheet.title, sheet["B2"].value) == ("Sổ", words)


def test_signs_and_lengths_that_no_spreadsheet_takes_break_nothing() -> None:
    body = as_xlsx("Sổ", HEADER, [("a\x00\x0bb", "x" * 40_000)])
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    assert sheet["A2"].value == "a  b"
    assert len(str(sheet["B2"].value)) == LONGEST_CELL


def test_a_book_holds_numbers_as_numbers_and_empty_cells() -> None:
    sheets = [
        Sheet(
            "Hài lòng: theo tháng/nhân tố, cả tỉnh", ("Tháng", "%"), [("11/2026", 85.3), ("12/2026", None)]
        ),
        Sheet("Phiếu", ("Mã",), [("=1",)]),
    ]
    book = openpyxl.load_workbook(io.BytesIO(as_book(sheets)))
    first, second = book.worksheets
    assert [one.title for one in book.worksheets] == ["Hài lòng  theo tháng nhân tố, c", "Phiếu"]
    assert [first["B2"].value, first["B3"].value, second["A2"].value] == [85.3, None, "'=1"]
