"""CSV as different programs write it, and what is refused of it."""

from pathlib import Path

import pytest

from bot.tables.encoding import CHUNK
from bot.tables.lines import FORMULA, Refused
from bot.tables.refusal import TableRefused
from tests.unit.tables.files import cells, lines

TEXT = "mã;tên\r\nH19;Nguyễn, Văn\r\n"
ROWS = [["mã", "tên"], ["H19", "Nguyễn, Văn"]]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        f"sep=;\r\n{TEXT}".encode(),
        f'"SEP=;"\n{TEXT}'.encode("utf-8-sig"),
        TEXT.replace(";", "\t").encode(),
        'mã,tên\r\n"H19","Nguyễn, Văn"'.encode(),
        f"sep=|\n{TEXT}".replace(";", "|").encode("utf-16"),
    ],
)
def test_every_dialect_says_the_same(tmp_path: Path, content: bytes) -> None:
    found = lines(tmp_path, "x.csv", content)
    assert [list(line.cells) for line in found] == ROWS
    assert [line.number for line in found] == [1, 2]


def test_rows_count_as_in_a_spreadsheet(tmp_path: Path) -> None:
    found = lines(tmp_path, "x.csv", b'a;\r\n"b\r\nb"\r\n\r\n;;\r\nc\r\n')
    assert [(line.number, list(line.cells)) for line in found] == [(1, ["a"]), (2, ["b\r\nb"]), (5, ["c"])]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Nguyễn".encode("cp1258", "ignore") + "\nđ".encode("cp1258"), "line 2: not UTF-8 at byte "),
        (b"a\nb\nTr\xb7n", "line 3: not UTF-8 at byte 6 of the file: save it as UTF-8"),
        (b"\xef\xbb\xbfa\n\xb5", "line 2: not UTF-8 at byte 5 of the file"),
        (b"a\n" * CHUNK + b"\xe1\xba", f"line {CHUNK + 1}: not UTF-8 at byte {2 * CHUNK} of the file"),
        (b"x" * (CHUNK - 1) + b"\xe1\xba\n", f"line 1: not UTF-8 at byte {CHUNK - 1} of the file"),
        ("a\nb".encode("utf-16-le"), "line 1: looks like UTF-16 without its mark"),
        ("a\nb".encode("utf-16")[:-1], "line 2: not UTF-16"),
        (b'a\n"b', "row 2: not CSV: unexpected end of data"),
        (b'a\n"b"c\n', "row 2: not CSV: "),
        (b"a\n" * 1001, "row 1001: more than 1000 rows"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(TableRefused) as refused:
        lines(tmp_path, "x.csv", content)
    assert words in str(refused.value)


def test_a_quote_that_is_never_closed_does_not_take_the_whole_file(tmp_path: Path) -> None:
    with pytest.raises(TableRefused, match="row 2: not CSV: field larger than"):
        lines(tmp_path, "x.csv", b'a\n"b' + b"c\n" * (5 * 2**20 // 2 - 10))


def test_bad_cells_are_told_in_their_place(tmp_path: Path) -> None:
    content = b"a, =1+1,=x,+84,-1,@b," + b"x" * 2**20 + b",c"
    assert cells(tmp_path, "x.csv", content) == [
        *("a", FORMULA, FORMULA, "+84", "-1", "@b"),
        *(Refused("is longer than 100 letters"), "c"),
    ]
    wide = cells(tmp_path, "x.csv", b",".join([b"x"] * 200))
    assert len(wide) == 21
    assert wide[-1] == Refused("lies beyond the 20 columns that are read")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableRefused, match=r"its name must end in one of \.csv, \.xlsx"):
        lines(tmp_path, "x.xls", b"x")
