"""The instrument as data: whole, worded for every use, and never changed once it was used."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from bot.surveys.instrument import FOLDER, USES, InstrumentError, Kind, load_instruments

# Answers are compared by codes and scores: a version that was used stays as it is, a new one is a new file.
USED = {"2026-1": "1a1d9e32907e065539ed291eb0fc403a6f05dabbb65a7270ce10b843f6c9dec7"}
DAY = date(2026, 11, 27)


def test_a_version_that_was_used_never_changes() -> None:
    found = {one.stem: hashlib.sha256(one.read_bytes()).hexdigest() for one in FOLDER.glob("*.yml")}
    assert found == USED


def test_the_version_of_a_day() -> None:
    instruments = load_instruments()
    assert instruments.current(DAY).version == instruments.current(date(2020, 1, 1)).version == "2026-1"
    with pytest.raises(KeyError):
        instruments.get("2020-1")


def test_every_question_is_worded_for_every_use_and_can_be_passed_over() -> None:
    for question in load_instruments().current(DAY).questions:
        assert set(question.wording) == set(USES)
        assert question.wording["chat"].rstrip("?. ").endswith(("ạ", "bỏ qua"))
        if question.kind is not Kind.TEXT:
            assert question.choices[-1].value == 0
            assert max(len(choice.title) for choice in question.choices) <= 40


def test_each_factor_has_questions_and_each_form_begins_with_the_short_one() -> None:
    instrument = load_instruments().current(DAY)
    assert {one.factor for one in instrument.questions} == {one.code for one in instrument.factors}
    assert set(instrument.forms["short"]) < set(instrument.forms["full"])
    short = [one for one in instrument.questions if one.code in instrument.forms["short"]]
    assert {one.factor for one in short} == set("ABCDE")


@pytest.mark.parametrize(
    ("instead_of", "put", "says"),
    [
        ("weight: 0.10", "weight: 0.20", "weights"),
        ("score: 5}", "score: 6}", "score"),
        ("factor: A", "factor: Z", "no factor"),
        ("{value: 2, title: 2 lần", "{value: 0, title: 2 lần", "0 is no answer"),
        ("short: [Q1", "short: [Q99", "no Q99"),
        ("code: Q2\n", "code: Q1\n", "twice"),
        ("kind: scale", "kind: guess", "2026-1.yml"),
        ('version: "2026-1"', 'version: "2027-1"', "file's name"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, instead_of: str, put: str, says: str) -> None:
    text = (FOLDER / "2026-1.yml").read_text(encoding="utf-8")
    assert instead_of in text
    (tmp_path / "2026-1.yml").write_text(text.replace(instead_of, put, 1), encoding="utf-8")
    with pytest.raises(InstrumentError, match=says):
        load_instruments(tmp_path)
