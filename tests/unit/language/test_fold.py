import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.language.fold import fold, has_diacritics


def test_every_mark_goes_and_dd_becomes_d() -> None:
    assert fold("Đăng ký biến ĐỘNG, sổ đỏ ở đâu?") == "dang ky bien dong, so do o dau?"


def test_diacritics_are_noticed_in_any_letter() -> None:
    assert has_diacritics("so đo")
    assert has_diacritics("SỔ")
    assert not has_diacritics("so do CHUA co 2024")


@given(st.text(max_size=100))
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)
    assert fold(fold(composed)) == fold(composed)
