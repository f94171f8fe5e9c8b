"""Whatever people do to a code, the code is found; only where groups ran together its dots may differ."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes, is_dossier_code
from bot.language.personal_data import mask, mask_dossier_code
from tests.unit.language.spoiling import dossier_codes, said_by_digits, said_by_numbers, typed_badly

BEFORE = ("", "mã hồ sơ ", "Hồ sơ số:", "tra ho so ", "1.", "coi giùm con mã này nè (")
AFTER = ("", " tới đâu rồi ạ", " nhé", " o dau roi", ", cảm ơn", ") có chưa?", ".", " bao giờ xong")


RANDOM = st.randoms(use_true_random=False)


@given(dossier_codes(), RANDOM)
def test_typed_badly(code: str, random: Random) -> None:
    _check(code, typed_badly(code, random), random)


@given(dossier_codes(), RANDOM)
def test_said_digit_by_digit(code: str, random: Random) -> None:
    _check(code, said_by_digits(code, random), random)


@given(dossier_codes(), RANDOM)
def test_said_in_numbers(code: str, random: Random) -> None:
    _check(code, said_by_numbers(code, random), random)


def _check(code: str, spoiled: str, random: Random) -> None:
    text = random.choice(BEFORE) + spoiled + random.choice(AFTER)
    (found,) = find_codes(text)
    assert is_dossier_code(found.value)
    assert found.value.replace(".", "") == code.replace(".", "")
    assert mask(text, keep_dossier_codes=True) == text
    assert mask(text) == text[: found.start] + mask_dossier_code(found.value) + text[found.end :]
