"""No text, however broken, gets past the reader with anything but a fault and its line."""

import msgspec
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from procedures_kb.faults import convert
from procedures_kb.model import Procedure
from procedures_kb.yaml_lines import Document
from tests.unit.procedures_kb.record_files import RECORD, line_of

ROWS = RECORD.splitlines()
KEYS = st.text("abcxyz", min_size=1, max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("ăâêxyz :#-", max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.text())
@example("[")
def test_any_text_is_read_or_faulted(text: str) -> None:
    document = Document(text)
    rows = max(1, text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1)
    assert all(1 <= fault.line <= rows + text.count("\u2029") for fault in document.faults)


@given(st.integers(0, len(ROWS) - 1), st.text("[]{}:&*!|>'\"%@`-?, #\tx1", max_size=6))
def test_a_record_with_one_row_spoilt_is_read_or_faulted(index: int, spoilt: str) -> None:
    text = "\n".join([*ROWS[:index], spoilt, *ROWS[index + 1 :]])
    document = Document(text)
    record, misfits = convert(document.value, Procedure)
    assert (record is None) == bool(misfits)
    assert all(1 <= document.line_of(path) <= len(ROWS) + 1 for path, _ in misfits)


@given(st.dictionaries(KEYS, VALUES))
def test_values_come_out_as_they_were_written(value: dict[str, object]) -> None:
    document = Document(yaml.safe_dump(value, allow_unicode=True))
    assert document.value == value
    assert document.faults == []


@given(VALUES)
def test_every_misfit_has_a_reason(value: object) -> None:
    record, misfits = convert(value, Procedure)
    assert record is None
    assert misfits
    assert all(reason for _, reason in misfits)


def test_a_line_is_that_of_the_field_or_of_what_encloses_it() -> None:
    document = Document(RECORD)
    assert document.line_of(("as_of",)) == line_of(RECORD, "as_of")
    assert document.line_of(("papers", "items", 1, "copies")) == line_of(RECORD, "copies: 1")
    assert document.line_of(("papers", "items", 1, "where")) == line_of(RECORD, '"Hợp đồng mua bán"')
    assert document.line_of(("steps",)) == 1


def test_the_record_of_these_tests_is_sound() -> None:
    record, misfits = convert(Document(RECORD).value, Procedure)
    assert misfits == []
    assert record is not None
    assert msgspec.convert(msgspec.to_builtins(record), Procedure) == record
