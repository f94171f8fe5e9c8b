"""Letters held down for stress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.known import known_syllables
from bot.language.stretched import unstretched


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khônggg", "không"),
        ("khongg", "khong"),
        ("giúppp", "giúp"),
        ("ơiiii", "ơi"),
        ("dạaaa", "dạ"),
        ("nhaa", "nha"),
        ("KHÔNGGG", "KHÔNG"),
        ("cứuuu", "cứu"),
        ("cuuuu", "cuu"),
    ],
)
def test_held_letters_become_one(typed: str, meant: str) -> None:
    assert unstretched(typed) == meant


@pytest.mark.parametrize(
    "word", ["III", "www", "app", "moong", "muu", "SEE", "H2OOO", "hoang", "aaa", "cứu", ""]
)
def test_other_words_stay(word: str) -> None:
    assert unstretched(word) == word


@given(st.sampled_from(sorted(known_syllables())))
def test_what_is_spelt_right_stays(word: str) -> None:
    assert unstretched(word) == word


@given(st.sampled_from(sorted(known_syllables())), st.integers(3, 9))
def test_a_last_consonant_may_be_held_for_long(word: str, times: int) -> None:
    if word[-1] in "cghmnpt" and len(word) > 2:
        assert unstretched(word[:-1] + word[-1] * times) == word


@given(st.text(max_size=20))
def test_any_word_is_stable_and_no_longer(word: str) -> None:
    once = unstretched(word)
    assert unstretched(once) == once
    assert len(once) <= len(word)
