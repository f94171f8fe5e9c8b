"""The fast reader reads what the careful one reads, and leaves to it whatever is odd."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from procedures_kb.yaml_lines import Document
from procedures_kb.yaml_values import OddYaml, plain_values
from tests.unit.procedures_kb.record_files import RECORD
from tests.unit.procedures_kb.test_yaml_lines import KEYS, ROWS, VALUES


def read(text: str) -> Any:
    try:
        return plain_values(text)
    except OddYaml:
        return OddYaml


def agrees_with_the_careful_reader(text: str) -> bool:
    value = read(text)
    document = Document(text)
    return value is OddYaml or (document.faults == [] and repr(document.value) == repr(value))


@given(st.dictionaries(KEYS, VALUES))
def test_plain_values_come_out_as_they_were_written(value: dict[str, object]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    if "&" not in text:  # PyYAML names what it meets twice
        assert plain_values(text) == value


@given(st.text("ab: -[]{}?&*!|>'\"%#\n1.0_2x=<~yesnoNO", max_size=24))
@example("a: .nan")
@example("a: 2026-06-10 08:00:00")
@example("a: 1:30")
@example("? b")
def test_no_text_is_read_otherwise_than_by_the_careful_reader(text: str) -> None:
    assert agrees_with_the_careful_reader(text)


@given(st.integers(0, len(ROWS) - 1), st.text("[]{}:&*!|>'\"%@`-?, #\tx1", max_size=6))
def test_no_record_with_one_row_spoilt_is_either(index: int, spoilt: str) -> None:
    assert agrees_with_the_careful_reader("\n".join([*ROWS[:index], spoilt, *ROWS[index + 1 :]]))


def test_a_sound_record_is_read_fast() -> None:
    assert plain_values(RECORD) == Document(RECORD).value


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2",
        "a: &x 1\nb: *x",
        "a: !!str 1",
        "a: =",
        "a: 1\n---\nb: 2",
        "- [" * 3000,
        "a: 2026-06-31",
        "a: e\u0302",
        "",
        ": [",
    ],
)
def test_the_odd_is_left_to_the_careful_reader(text: str) -> None:
    assert read(text) is OddYaml
