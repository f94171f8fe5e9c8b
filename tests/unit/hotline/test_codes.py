"""Codes that can be read out, and PINs that follow from them and the secret."""

from datetime import UTC, datetime

import pytest

from bot.hotline.codes import ALPHABET, Codes, tidy

EVENING = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)  # one in the morning of the 26th in Việt Nam


def test_a_code_bears_the_day_and_no_sign_that_is_misread() -> None:
    codes = {Codes("secret").new(EVENING) for _ in range(200)}
    assert len(codes) > 190
    assert {code[:10] for code in codes} == {"PA-261126-"}
    assert {sign for code in codes for sign in code[10:]} <= set(ALPHABET)
    assert not set("01IO") & set(ALPHABET)


def test_a_pin_is_the_same_for_the_same_code_and_secret_only() -> None:
    ours = Codes("secret")
    pin = ours.pin("PA-261126-ABCD")
    assert pin == Codes("secret").pin("PA-261126-ABCD")
    assert len({pin, ours.pin("PA-261126-ABCE"), Codes("other").pin("PA-261126-ABCD")}) == 3


def test_a_pin_is_kept_as_a_hash_of_its_own_code() -> None:
    codes = Codes("secret")
    kept = codes.hash_of_pin("PA-261126-ABCD", "123456")
    assert "123456" not in kept
    assert kept == codes.hash_of_pin("PA-261126-ABCD", " 123 456 ")
    assert kept != codes.hash_of_pin("PA-261126-ABCE", "123456")
    assert kept != codes.hash_of_pin("PA-261126-ABCD", "123457")


@pytest.mark.parametrize("typed", ["PA-261126-ABCD", "pa-261126-abcd", " pa 261126 abcd ", "PA261126ABCD"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert tidy(typed) == "PA-261126-ABCD"


@pytest.mark.parametrize("typed", ["", "H58.15-261102-0012", "PA", "PA-2611-ABCD", "'; DROP TABLE tickets"])
def test_what_is_no_code_becomes_none(typed: str) -> None:
    assert not tidy(typed).startswith("PA-")
    assert len(tidy(typed)) <= 16
