"""What is told of two versions of a record."""

from typing import Any

import msgspec

from procedures_kb.differences import Difference, difference, said
from procedures_kb.model import Procedure
from procedures_kb.yaml_values import plain_values
from tests.unit.procedures_kb.record_files import RECORD, changed


def content(text: str = RECORD) -> Any:
    return said(msgspec.to_builtins(msgspec.convert(plain_values(text), Procedure)))


def told(old: str, new: str) -> list[str]:
    found = difference(content(), content(changed(old, new)))
    assert found is not None
    return list(found.lines)


def test_nothing_is_said_of_what_stayed() -> None:
    assert difference(content(), content(RECORD)) is None


def test_a_changed_fact_is_told_with_its_part() -> None:
    assert told('text: "5 ngày làm việc"\n      working_days: 5', 'text: "5 ngày làm việc"') == [
        "1.013831 Sang tên sổ đỏ: changed",
        "  time",
        "    - text: 5 ngày làm việc; working_days: 5",
        "    + text: 5 ngày làm việc",
    ]


def test_a_new_alias_is_one_line() -> None:
    assert told('"sang sổ"]', '"sang sổ", "qua tên"]')[1:] == ["  aliases", "    + qua tên"]


def test_a_paper_put_in_between_moves_no_other() -> None:
    paper = '- name: "Di chúc"\n      original: 1\n      copies: 0\n    '
    lines = told('- name: "Hợp đồng mua bán"', f'{paper}- name: "Hợp đồng mua bán"')
    assert lines[1:] == ["  papers", "    + name: Di chúc; original: 1"]


def test_a_note_and_an_option_are_told() -> None:
    note = told("  confidence: low", '  confidence: low\n  note: "Chưa chắc."')
    assert note[1:] == ["  fee", "    + note: Chưa chắc."]
    assert told('name: "Tặng cho"', 'name: "Cho, tặng"')[1] == "  questions"


def test_a_field_that_is_new_in_the_schema_makes_no_record_differ() -> None:
    newer = content() | {"urgent": False, "remarks": [], "spoken": None}
    assert difference(content(), said(newer)) is None


def test_a_record_comes_and_goes() -> None:
    assert difference(None, content()) == Difference("1.013831", "Sang tên sổ đỏ", "new")
    assert difference(content(), None) == Difference("1.013831", "Sang tên sổ đỏ", "taken out")
    assert difference(None, None) is None
