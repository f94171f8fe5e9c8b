"""Chat spellings by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.known import is_known, known_syllables
from bot.language.respell import respelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fải", "phải"),
        ("fép", "phép"),
        ("Fường", "Phường"),
        ("wá", "quá"),
        ("WÁ", "QUÁ"),
        ("wi", "quy"),
        ("wyết", "quyết"),
        ("zụ", "vụ"),
        ("zới", "với"),
        ("dzữ", "dữ"),
        ("jấy", "giấy"),
        ("jì", "gì"),
        ("kó", "có"),
        ("kần", "cần"),
        ("nge", "nghe"),
        ("nghành", "ngành"),
        ("kí", "ký"),
        ("qui", "quy"),
        ("quĩ", "quỹ"),
    ],
)
def test_letters_are_swapped_back(typed: str, meant: str) -> None:
    assert respelt(typed) == meant


@pytest.mark.parametrize(
    "word", ["Zalo", "zone", "fan", "file", "web", "Kạn", "Kông", "kông", "job", "xong", "free"]
)
def test_names_and_foreign_words_stay(word: str) -> None:
    assert respelt(word) == word


@given(st.sampled_from(sorted(known_syllables() - {"kí"})))
def test_what_is_spelt_right_stays(word: str) -> None:
    assert respelt(word) == word


@given(st.text(alphabet="fjwzkngqudiaáàảâêôơưoehtcm", min_size=1, max_size=8))
def test_any_word_is_stable_at_most_one_letter_longer_and_known_if_changed(word: str) -> None:
    once = respelt(word)
    assert respelt(once) == once
    assert len(once) <= len(word) + 1
    assert once == word or is_known(once)
