"""Judgements become a file that the training reads, whatever citizens write."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.review.lines import as_training_file, sentence
from bot.review.service import load_intents
from tests.house_rules.sentences import read_sentences
from tests.house_rules.test_dialogue_data import ROOT, TAPPED_ONLY, names


@dataclass(frozen=True)
class Taught:
    """One judgement."""

    text: str
    intent: str | None = "ask_fee"
    procedure: str | None = None


def test_the_file_is_read_as_the_others_are(tmp_path: Path) -> None:
    lessons = [
        Taught("phí bao nhiêu", procedure="1.013831"),
        Taught("lệ phí nhiêu vậy", procedure="1.013831"),
        Taught("phí bao nhiêu"),
        Taught("chào em", "greet"),
    ]
    (tmp_path / "labelled.yml").write_text(as_training_file(lessons), encoding="utf-8")
    read = [(one.intent, one.procedure, one.text) for one in read_sentences(tmp_path)]
    assert read == [
        ("ask_fee", "1.013831", "phí bao nhiêu"),
        ("ask_fee", "1.013831", "lệ phí nhiêu vậy"),
        ("ask_fee", None, "phí bao nhiêu"),
        ("greet", None, "chào em"),
    ]


def test_a_sentence_stands_once_and_one_that_teaches_nothing_not_at_all() -> None:
    lessons = [Taught("phí"), Taught("phí "), Taught("[]"), Taught("ừ", None)]
    assert yaml.safe_load(as_training_file(lessons))["nlu"] == [{"intent": "ask_fee", "examples": "- phí\n"}]
    assert yaml.safe_load(as_training_file([]))["nlu"] == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("- gọi tôi [số điện thoại](x) nhé", "gọi tôi số điện thoạix nhé"),
        ("/ask_fee", "ask_fee"),
        ("a\nb\u2028c\x85d", "a b c d"),
        ("# không", "không"),
    ],
)
def test_no_sign_of_the_file_or_of_the_model_comes_through(written: str, kept: str) -> None:
    assert sentence(written) == kept


@given(st.lists(st.text(), max_size=5))
def test_whatever_is_written_the_file_holds_it_line_by_line(texts: list[str]) -> None:
    kept = list(dict.fromkeys(filter(None, map(sentence, texts))))
    read = yaml.safe_load(as_training_file(map(Taught, texts)))["nlu"]
    assert [line for block in read for line in block["examples"].splitlines()] == [f"- {one}" for one in kept]


def test_officers_choose_among_the_intents_that_are_taught() -> None:
    taught = {one.intent for one in read_sentences(ROOT / "nlu_data" / "nlu")}
    choices = set(load_intents())
    assert taught <= choices
    assert choices <= set(names("domain", "intents")) - TAPPED_ONLY
