"""An edit changes the value that it names and not a character beside it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_kb.loader import DATA_DIR
from procedures_kb.reading import record_files
from procedures_kb.yaml_edit import entry, replaced
from procedures_kb.yaml_lines import Document

TEXT = """\
name: Một tên dài
  trên hai dòng  # by hand
audience:  # who
  - Công dân
  # and
  - "Tổ chức"

day: 2026-06-10
papers:
  source: 'Cổng'
flow: [a, b]  # short
"""
SENTENCES = st.text("aâđ :#'\"\\-[]{}&*!|>%@`,?", min_size=1, max_size=300).map(
    lambda text: " ".join(text.split())
)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("name",), "Tên: mới", "Một tên dài\n  trên hai dòng", '"Tên: mới"'),
        (("audience",), ("a", "b: c"), 'Công dân\n  # and\n  - "Tổ chức"', '"a"\n  - "b: c"'),
        (("day",), date(2026, 12, 1), "2026-06-10", "2026-12-01"),
        (("papers", "source"), "Cổng khác", "'Cổng'", '"Cổng khác"'),
        (("flow",), ("c",), "[a, b]", '["c"]'),
    ],
)
def test_one_value_is_replaced(path: tuple[str, ...], value: str | date, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert replaced(TEXT, {path: value}) == TEXT.replace(old, new)


def test_several_values_are_replaced_at_once() -> None:
    edited = replaced(TEXT, {("day",): date(2027, 1, 1), ("name",): "x", ("flow",): ("y",)})
    assert 'name: "x"  # by hand' in edited
    assert "day: 2027-01-01\n" in edited
    assert edited.endswith('flow: ["y"]  # short\n')


def test_a_value_that_is_not_there_cannot_be_replaced() -> None:
    with pytest.raises(KeyError, match=r"papers\.note"):
        replaced(TEXT, {("papers", "note"): "x"})


@given(SENTENCES)
def test_any_sentence_is_written_so_that_it_is_read_again(sentence: str) -> None:
    assert Document(replaced(TEXT, {("papers", "source"): sentence})).value["papers"]["source"] == sentence
    assert Document(entry("name", sentence)).value == {"name": sentence}
    assert Document(entry("names", (sentence, "x"))).value == {"names": [sentence, "x"]}


def test_every_record_of_ours_can_be_edited() -> None:
    for file in record_files(DATA_DIR / "national"):
        text = file.read_text(encoding="utf-8")
        edited = replaced(text, {("as_of",): date(2030, 1, 1), ("audience",): ("Công dân",)})
        assert edited.count("\n") <= text.count("\n")
