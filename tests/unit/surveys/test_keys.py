"""Tokens: made of the secret, found by nobody, and void with any letter changed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.keys import LENGTH, SurveyKeys

KEYS, OTHERS = SurveyKeys("a secret"), SurveyKeys("another secret")
NUMBERS = st.integers(min_value=1, max_value=2**39)


@given(NUMBERS)
def test_a_token_names_its_invitation_and_no_other_server_knows_it(number: int) -> None:
    token = KEYS.token_of(number)
    assert len(token) == LENGTH
    assert set(token) <= set(string.ascii_lowercase + string.digits)
    assert KEYS.invitation_of(token) == number
    assert OTHERS.invitation_of(token) is None


@given(NUMBERS, st.integers(0, LENGTH - 1), st.sampled_from(string.ascii_lowercase + "234567"))
def test_a_changed_letter_makes_it_void(number: int, at: int, letter: str) -> None:
    token = KEYS.token_of(number)
    changed = token[:at] + letter + token[at + 1 :]
    assert KEYS.invitation_of(changed) == (number if changed == token else None)


@given(st.text(max_size=60))
def test_anything_else_is_no_token(text: str) -> None:
    assert KEYS.invitation_of(text) is None


@pytest.mark.parametrize("text", ["", "=" * LENGTH, "A" * LENGTH, "1" * LENGTH, "\0" * LENGTH, "ﬀ" * LENGTH])
def test_neither_is_what_looks_like_one(text: str) -> None:
    assert KEYS.invitation_of(text) is None


def test_two_in_a_row_look_nothing_alike() -> None:
    one, next_one = KEYS.token_of(1000), KEYS.token_of(1001)
    assert sum(first == second for first, second in zip(one, next_one, strict=True)) < LENGTH / 2


def test_no_two_purposes_share_a_hash() -> None:
    made = {KEYS.response_key(7), KEYS.person("7"), KEYS.device("7", ""), KEYS.token_of(7)}
    assert len(made) == 4
    assert all(len(one) <= 64 for one in made)
