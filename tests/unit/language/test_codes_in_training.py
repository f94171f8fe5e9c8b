"""The training sentences hold dossier codes only where people give one."""

from collections import Counter
from pathlib import Path

from bot.language.codes import find_dossier_codes
from tests.house_rules.sentences import Sentence, read_sentences

ABOUT_A_DOSSIER = {"status", "dossier_follow", "dossier_unfollow"}
SENTENCES = list(read_sentences(Path("nlu_data/nlu")))


def _with_code(sentence: Sentence) -> bool:
    return bool(find_dossier_codes(sentence.text))


def test_sentences_about_anything_else_hold_none() -> None:
    others = [sentence for sentence in SENTENCES if sentence.intent not in ABOUT_A_DOSSIER]
    assert len(others) > 20_000
    assert [sentence.place for sentence in others if _with_code(sentence)] == []


def test_the_codes_of_those_that_give_one_are_read() -> None:
    counts = Counter(sentence.intent for sentence in SENTENCES if _with_code(sentence))
    assert counts["status"] >= 100
    assert set(counts) <= ABOUT_A_DOSSIER
