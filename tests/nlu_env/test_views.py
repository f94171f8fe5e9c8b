"""Sentences are cut as scikit-learn's counters cut them, which is what the views are described by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from bot.language.fold import fold
from bot.nlu.evidence import Evidence
from bot.nlu.views import EVERY_WORD, LETTERS, NAMES, PAIRS, PHRASES, WORDS, View

SENTENCES = st.lists(
    st.sampled_from(["sang", "tên", "đất", "?", "ở", "a", "không", "1.013831", "…", "\n", "HĐND"]), max_size=9
).map(" ".join)


@pytest.mark.parametrize("view", [WORDS, PHRASES, LETTERS, NAMES], ids=lambda view: view.name)
@given(text=SENTENCES | st.text(max_size=40))
def test_a_view_cuts_like_scikit_learn(view: View, text: str) -> None:
    counter = CountVectorizer(
        analyzer=view.analyzer,
        ngram_range=view.ngrams,
        lowercase=False,
        token_pattern=r"(?u)\w+" if view.analyzer == "word" else None,
    )
    assert sorted(view.cut(text)) == sorted(counter.build_analyzer()(fold(text)))


def test_pairs_are_any_two_words_of_the_end_of_the_last_sentence_in_their_order() -> None:
    assert PAIRS.cut("Chào. Phải nộp gì không") == [
        "phai_nop", "phai_gi", "phai_khong", "nop_gi", "nop_khong", "gi_khong"
    ]  # fmt: skip
    words = " ".join(f"w{number}" for number in range(20))
    assert len(PAIRS.cut(words)) == 12 * 11 // 2
    assert PAIRS.cut("") == PAIRS.cut("ừ") == []


@given(texts=st.lists(SENTENCES, min_size=2, max_size=6))
def test_what_is_learned_from_is_cut_like_what_is_asked_later(texts: list[str]) -> None:
    evidence, matrix = Evidence.fit(["sang tên sổ đỏ ở đâu", *texts], [NAMES, EVERY_WORD, LETTERS, PAIRS])
    assert np.allclose(evidence.matrix(texts).toarray(), matrix[1:].toarray())


def test_each_view_is_as_long_as_it_weighs_whatever_it_met() -> None:
    texts = ["sang tên sổ đỏ", "sang tên xe", "mất sổ đỏ", "sổ đỏ"]
    evidence, matrix = Evidence.fit(texts, [NAMES, LETTERS])
    words = evidence.columns_of_first()
    lengths = matrix[:, words].multiply(matrix[:, words]).sum(axis=1)
    assert pytest.approx([NAMES.weight**2] * len(texts)) == lengths.A1
    assert (evidence.matrix(texts) != matrix).nnz == 0
    assert evidence.matrix(["chưa ai nói", ""]).nnz == 0
