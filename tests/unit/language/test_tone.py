import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.tone import normalise_unicode, place_tones

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệòóỏõọùúủũụỳýỷỹỵ QUOA", max_size=60
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoà giải", "hòa giải"),
        ("hòa giải", "hòa giải"),
        ("thuỷ sản", "thủy sản"),
        ("khoẻ", "khỏe"),
        ("XOÁ", "XÓA"),
        ("hòan công", "hoàn công"),
        ("qúy", "quý"),
        ("quý", "quý"),
        ("toàn quốc", "toàn quốc"),
        ("giò", "giò"),
        ("ngừoi", "người"),
        ("môi trừơng", "môi trường"),
        ("giữa mưa", "giữa mưa"),
    ],
)
def test_one_place_for_every_tone(typed: str, meant: str) -> None:
    assert place_tones(typed) == meant


def test_decomposed_text_becomes_composed() -> None:
    assert normalise_unicode(unicodedata.normalize("NFD", "sổ đỏ")) == "sổ đỏ"


def test_letters_that_only_look_alike_are_put_right() -> None:
    assert normalise_unicode("sổ ðỏ, ƣu tiên") == "sổ đỏ, ưu tiên"


def test_invisible_characters_and_controls_go() -> None:
    assert normalise_unicode("sổ\u200b đỏ\x00\x07\n\n  hồng\ufeff") == "sổ đỏ hồng"


@given(VIETNAMESE)
def test_placing_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    once = place_tones(unicodedata.normalize("NFC", text))
    assert place_tones(once) == once
    assert len(once) == len(unicodedata.normalize("NFC", text))


@given(st.text(max_size=200))
def test_unicode_form_is_stable_and_never_longer_than_composed(text: str) -> None:
    once = normalise_unicode(text)
    assert normalise_unicode(once) == once
    assert len(once) <= len(unicodedata.normalize("NFC", text))
