"""The same export in every kind of file is the same record."""

from pathlib import Path

import pytest
import yaml

from bot.kb_import.export_file import export_rows
from procedures_kb.portal.record import PortalRecord
from procedures_kb.portal.rows import ImportRefused, records_of
from tests.unit.kb_import.exports import EXPORT, TODAY, as_csv, as_json, as_xlsx, cells, export


def read(folder: Path, name: str, content: bytes) -> list[PortalRecord]:
    (folder / name).write_bytes(content)
    return list(records_of(export_rows(folder / name), TODAY).values())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", as_json(EXPORT)),
        ("x.json", b"\xef\xbb\xbf" + as_json(EXPORT)),
        ("X.JSON", as_json(EXPORT)),
        ("x.yaml", yaml.safe_dump([EXPORT], allow_unicode=True).encode()),
        ("x.csv", as_csv(EXPORT)),
        ("x.csv", b"\xef\xbb\xbf" + as_csv(EXPORT, delimiter=";")),
        ("x.csv", as_csv(EXPORT, delimiter="\t")),
        ("x.csv", as_csv(EXPORT, delimiter="\t").decode().encode("utf-16")),
        ("x.csv", b"sep=;\r\n" + as_csv(EXPORT, delimiter=";")),
        ("x.xlsx", as_xlsx()),
    ],
    # A workbook's bytes hold the minute in which it was made: no name for a test that two processes look for.
    ids=["json", "json-mark", "JSON", "yaml", "csv", "csv-mark", "csv-tabs", "csv-utf-16", "csv-sep", "xlsx"],
)
def test_each_kind_of_file_says_the_same(tmp_path: Path, name: str, content: bytes) -> None:
    [record] = read(tmp_path, name, content)
    assert [record] == read(tmp_path, "reference.json", as_json(EXPORT))
    assert (record.documents or ())[1].case == "a) Mua bán"
    assert record.time == ("5 ngày làm việc", "8 ngày làm việc")


def test_one_text_may_stand_for_a_list(tmp_path: Path) -> None:
    [record] = read(tmp_path, "x.json", as_json(export(time="5 ngày", fee="Theo mức địa phương")))
    assert (record.time, record.fee) == (("5 ngày",), ("Theo mức địa phương",))


def test_letters_are_composed_and_spaces_single(tmp_path: Path) -> None:
    [record] = read(tmp_path, "x.json", as_json(export(name="Đăng ký  biê\u0301n\nđộng ")))
    assert record.name == "Đăng ký biến động"


def test_an_empty_cell_and_a_null_say_nothing_an_empty_list_says_none(tmp_path: Path) -> None:
    [table] = read(tmp_path, "x.csv", as_csv(export(documents=[])))
    [null] = read(tmp_path, "x.json", as_json(export(documents=None)))
    [none] = read(tmp_path, "x.json", as_json(export(documents=[])))
    assert (table.documents, null.documents, none.documents) == (None, None, ())


def test_what_a_spreadsheet_made_of_a_cell_is_taken_back(tmp_path: Path) -> None:
    row = dict(zip(EXPORT, cells(EXPORT), strict=True)) | {
        "as_of": TODAY,
        "accepts_online": False,
        "decision": 3380,
    }
    [record] = read(tmp_path, "x.xlsx", as_xlsx(list(row), list(row.values()), [None] * len(row)))
    assert (record.as_of, record.accepts_online, record.decision) == (TODAY, False, "3380")


def test_every_fault_of_every_row_is_told(tmp_path: Path) -> None:
    wrong = export(
        level="huyen", as_of="soon", documents=[{"name": "Đơn", "original": -1, "copy": 0, "seal": 1}]
    )
    with pytest.raises(ImportRefused) as refused:
        read(tmp_path, "x.json", as_json(wrong, export(code="1.1"), "text"))
    told = [str(fault) for fault in refused.value.faults]
    for place in (
        "record 1 (1.013831): level: ",
        "record 1 (1.013831): as_of: ",
        "record 1 (1.013831): documents[0].original: ",
        "record 1 (1.013831): documents[0].seal: unknown field",
        "record 2 (1.1): code: ",
        "record 3: ",
    ):
        assert [line for line in told if line.startswith(place)], place
    assert len(told) == 6
