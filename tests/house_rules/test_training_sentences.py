"""Enough sentences of everything, none twice, none that teaches two things, none that measures."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml

from bot.sidecar.model import input_files
from procedures_kb.loader import load_knowledge_base
from tests.house_rules.sentences import (
    Sentence,
    differ_in_one_word,
    duplicates,
    near_duplicates,
    read_sentences,
    standing_in,
)
from tests.house_rules.test_dialogue_data import ROOT, TAPPED_ONLY, names

MOST_ASKED = ROOT / "nlu_data" / "most_asked.yml"
FEWEST_OF_MOST_ASKED, FEWEST_OF_A_PROCEDURE, FEWEST_OF_AN_INTENT = 120, 40, 100
# Below 90 two lines differ by a word that means something; shorter ones are alike by their letters only.
ALIKE, WORDS_OF_ALIKE = 90, 5
# A greeting stands anywhere; what has more words than three was copied.
WORDS_OF_COPIED = 4
# Twins may differ in one of these alone, folded.
DECIDING = [
    ("xa", "phuong", "tinh"),
    ("to chuc", "cong ty", "ca nhan", "ho gia dinh"),
    (
        "cap",
        "cap moi",
        "cap lai",
        "cap doi",
        "gia han",
        "dieu chinh",
        "chuyen nhuong",
        "tra lai",
        "dinh chinh",
    ),
    ("dang ky", "thay doi", "xoa"),
    ("tham do", "khai thac", "hanh nghe khoan"),
    ("nuoc mat", "nuoc duoi dat", "nuoc bien"),
    ("hoa giai", "giai quyet"),
    ("tach thua", "hop thua"),
]


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return list(read_sentences(ROOT / "nlu_data" / "nlu"))


def most_asked() -> list[str]:
    return yaml.safe_load(MOST_ASKED.read_text(encoding="utf-8"))["most_asked"]


def held_out() -> Iterator[str]:
    for file in sorted((ROOT / "tests" / "nlu").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            yield from (said["text"] for said in (entry, *entry.get("turns", ())) if "text" in said)


def test_the_most_asked_are_procedures_and_no_input_of_the_model() -> None:
    assert len(most_asked()) == len(set(most_asked())) == 40
    assert set(most_asked()) <= {procedure.code for procedure in load_knowledge_base().procedures}
    assert MOST_ASKED not in input_files(ROOT)


def test_every_procedure_has_enough_sentences(sentences: list[Sentence]) -> None:
    fewest = {procedure.code: FEWEST_OF_A_PROCEDURE for procedure in load_knowledge_base().procedures}
    fewest |= dict.fromkeys(most_asked(), FEWEST_OF_MOST_ASKED)
    count = Counter(sentence.procedure for sentence in sentences)
    assert {code: count[code] for code in fewest if count[code] < fewest[code]} == {}


def test_every_typed_intent_has_enough_sentences(sentences: list[Sentence]) -> None:
    count = Counter(sentence.intent for sentence in sentences)
    typed = set(names("domain", "intents")) - TAPPED_ONLY
    assert {intent: count[intent] for intent in typed if count[intent] < FEWEST_OF_AN_INTENT} == {}


def test_no_sentence_stands_twice(sentences: list[Sentence]) -> None:
    assert duplicates(sentences) == []


def test_no_sentence_teaches_two_things(sentences: list[Sentence]) -> None:
    pairs = near_duplicates(sentences, ALIKE, WORDS_OF_ALIKE)
    assert [pair for pair in pairs if not differ_in_one_word(pair[0].text, pair[1].text, DECIDING)] == []


def test_no_sentence_is_one_for_measuring(sentences: list[Sentence]) -> None:
    """Names places only: a failure must not show what the measuring files hold."""
    copied = standing_in(sentences, held_out(), WORDS_OF_COPIED)
    assert not copied, "delete these unread"


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("Xin gia hạn giấy phép thăm dò cát", "xin cấp lại giấy phép thăm dò cát", True),
        ("Nhờ xã giải quyết tranh chấp", "nhờ tỉnh giải quyết tranh chấp", True),
        ("Nhờ xã giải quyết tranh chấp", "nhờ tỉnh giải quyết vụ tranh chấp", False),
        ("giếng khoan nhà tôi", "thợ khoan giếng nhà tôi", False),
    ],
)
def test_twins_differ_in_a_deciding_word_alone(one: str, other: str, twins: bool) -> None:
    assert differ_in_one_word(one, other, DECIDING) is twins


def test_almost_the_same_words_are_found_in_any_order() -> None:
    one = Sentence("Muốn sang tên sổ thì nộp ở đâu?", "a.yml:1", "ask_place", "1")
    same = Sentence("nop o dau thi muon sang ten so a", "b.yml:1", "ask_place", "2")
    assert list(near_duplicates([one, same], ALIKE, WORDS_OF_ALIKE)) == [(one, same)]
    assert list(near_duplicates([one, one], ALIKE, WORDS_OF_ALIKE)) == []
