"""Factors are compared as keyed hashes, and nothing short or empty ever fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dossiers.factors import Factors

FACTORS = Factors("one secret")
CODE = "H58.15-261102-0012"


def test_the_same_factor_of_another_dossier_or_under_another_secret_is_another_hash() -> None:
    kept = FACTORS.kept_of(CODE, "0912345678", "K7P2")
    others = FACTORS.kept_of("H58.15-261102-0013", "0912345678", "K7P2")
    elsewhere = Factors("another").kept_of(CODE, "0912345678", "K7P2")
    assert len({*kept, *others, *elsewhere}) == 6


def test_four_digits_that_are_both_fit_as_either() -> None:
    assert FACTORS.fits(CODE, "5678", FACTORS.kept_of(CODE, "0912345678", ""))
    assert FACTORS.fits(CODE, "5678", FACTORS.kept_of(CODE, "", "5678"))


@pytest.mark.parametrize(("phone", "printed"), [("", ""), ("123", "abc"), ("- -", "...")])
def test_what_is_too_short_is_no_factor(phone: str, printed: str) -> None:
    assert FACTORS.kept_of(CODE, phone, printed) == []


@given(st.text(max_size=20))
def test_where_no_factor_is_kept_none_fits(factor: str) -> None:
    assert not FACTORS.fits(CODE, factor, [])


@given(st.text(max_size=20))
def test_only_the_right_one_fits(factor: str) -> None:
    plain = "".join(filter(str.isalnum, factor.upper()))
    if plain not in ("K7P2", "5678") and not plain.endswith("5678"):
        assert not FACTORS.fits(CODE, factor, FACTORS.kept_of(CODE, "0912345678", "K7P2"))


def test_a_fingerprint_tells_states_apart_and_needs_the_secret() -> None:
    assert FACTORS.fingerprint(b"one") == FACTORS.fingerprint(b"one") != FACTORS.fingerprint(b"two")
    assert FACTORS.fingerprint(b"one") != Factors("another").fingerprint(b"one")
