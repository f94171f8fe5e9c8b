"""What a sheet holds is read as openpyxl reads it, and piece by piece."""

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.tables.limits import Limits
from bot.tables.lines import ERROR, FORMULA, Refused
from bot.tables.refusal import TableRefused
from bot.tables.table import open_table
from tests.unit.tables.files import LIMITS, cells, lines, saved, sheet, with_part, workbook

NOON = datetime(2026, 6, 5, 12)  # noqa: DTZ001 - a spreadsheet knows no zones
ROWS = [
    ["Mã hồ sơ", "Ngày", "Số"],
    ["H19-260605-0001", NOON, 1_250_000],
    [None, None, None],
    ["dòng\nhai <&>  ", date(2026, 6, 5), 0.5],
    [True, False, timedelta(hours=30)],
]


def test_every_kind_of_value_comes_back(tmp_path: Path) -> None:
    found = lines(tmp_path, "x.xlsx", workbook(*ROWS))
    assert [line.number for line in found] == [1, 2, 4, 5]
    assert list(found[1].cells) == ROWS[1]
    assert list(found[2].cells) == ["dòng\nhai <&>  ", datetime(2026, 6, 5), 0.5]  # noqa: DTZ001
    assert list(found[3].cells) == ROWS[4]


def test_the_same_as_openpyxl_reads(tmp_path: Path) -> None:
    content = workbook(*ROWS, *(["x", None, number, NOON + timedelta(days=number)] for number in range(300)))
    (tmp_path / "x.xlsx").write_bytes(content)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    expected = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    found = {line.number: list(line.cells) for line in lines(tmp_path, "x.xlsx", content)}
    for number, row in enumerate(expected, 1):
        assert found.get(number, []) == _cut(list(row))


def _cut(row: list[object]) -> list[object]:
    while row and row[-1] is None:
        row.pop()
    return row


def test_formulas_and_errors_are_refused_and_their_neighbours_are_not(tmp_path: Path) -> None:
    content = workbook(["a", "=1+1", "#REF!", '=HYPERLINK("x")', "b"])
    assert cells(tmp_path, "x.xlsx", content) == ["a", FORMULA, ERROR, FORMULA, "b"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<row r="1"><c r="A1" t="str"><f>A2</f><v>cached</v></c></row>', [FORMULA]),
        ('<row r="1"><c r="A1"><v>1</v><f/></c></row>', [FORMULA]),
        ('<row r="1"><c r="A1" t="str"><v>written so</v></c></row>', ["written so"]),
        ('<row><c t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c><c/></row>', ["a b"]),
        ('<row><c t="inlineStr"><is><t>a</t><rPh><t>spoken</t></rPh></is></c></row>', ["a"]),
        ('<row r="1"><c r="C1"><v>-1.5E3</v></c></row>', [None, None, -1500.0]),
        ('<row r="1"><c r="A1" t="d"><v>2026-06-05T12:00:00</v></c></row>', [NOON]),
        ('<row r="1"><c r="A1" t="e"><v>a name</v></c></row>', [ERROR]),
    ],
)  # fmt: skip
def test_what_other_programs_write(tmp_path: Path, xml: str, expected: list[object]) -> None:
    assert cells(tmp_path, "x.xlsx", sheet(xml)) == expected


def test_names_with_a_prefix_are_the_same_names(tmp_path: Path) -> None:
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:f>A1</x:f><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    content = with_part(workbook(["x"]), "xl/worksheets/sheet1.xml", xml.encode())
    assert cells(tmp_path, "x.xlsx", content) == [1, FORMULA]


def test_days_count_from_where_the_file_says(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append([NOON])
    (tmp_path / "x.xlsx").write_bytes(saved(book))
    with open_table(tmp_path / "x.xlsx", LIMITS) as table:
        assert table.epoch == CALENDAR_MAC_1904
        assert [list(line.cells) for line in table.lines] == [[NOON]]


def test_only_the_first_visible_sheet_is_read_and_the_others_are_counted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet().append(["first"])
    book.create_sheet().append(["second"])
    (tmp_path / "x.xlsx").write_bytes(saved(book))
    with open_table(tmp_path / "x.xlsx", LIMITS) as table:
        assert table.sheets_left_out == 2
        assert [list(line.cells) for line in table.lines] == [["first"]]


def test_of_merged_cells_the_first_holds_the_value(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["a", "b", "c"])
    book.active.append(["d", "e", "f"])
    book.active.merge_cells("A1:B2")
    assert [list(line.cells) for line in lines(tmp_path, "x.xlsx", saved(book))] == [
        ["a", None, "c"],
        [None, None, "f"],
    ]


def test_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    xml = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    assert [line.number for line in lines(tmp_path, "x.xlsx", sheet(xml))] == [1]
    empty = "".join(f'<row r="{number}"><c r="A{number}"/></row>' for number in range(2, 300_000))
    assert [line.number for line in lines(tmp_path, "x.xlsx", sheet(xml + empty))] == [1]


def test_what_lies_too_far_right_or_is_too_long_is_told_in_its_place(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    assert cells(tmp_path, "x.xlsx", sheet(far)) == [
        1,
        *[None] * 19,
        Refused("lies beyond the 20 columns that are read"),
    ]
    long = workbook(["a", "x" * 1024**2, "b"])
    assert cells(tmp_path, "x.xlsx", long) == ["a", Refused("is longer than 100 letters"), "b"]


def test_too_many_rows_are_refused_where_they_begin(tmp_path: Path) -> None:
    with pytest.raises(TableRefused, match="row 4: more than 2 rows"):
        lines(tmp_path, "x.xlsx", workbook(["a"], [None], ["b"], ["c"]), Limits(5, 50, 2, 20, 100))


@pytest.mark.parametrize(
    "cell", ["<c><v>Nguyễn</v></c>", '<c t="s"><v>9</v></c>', "<c><v>1e999</v></c>", "<c><v>NaN</v></c>"]
)
def test_what_is_no_value_is_an_error_of_its_cell_alone(tmp_path: Path, cell: str) -> None:
    assert cells(tmp_path, "x.xlsx", sheet(f"<row>{cell}<c><v>1</v></c></row>")) == [ERROR, 1]


def test_the_words_of_a_broken_file_are_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(TableRefused) as refused:
        lines(tmp_path, "x.xlsx", sheet('<row r="1"><c r="Nguyễn1"><v>1</v></c></row>'))
    assert str(refused.value) == "the file: not a readable XLSX file (ValueError)"
