"""Names of ours in what people type, small words between their words."""

import pytest

from bot.language.loosely import found_loosely
from bot.language.words import words


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("bán đất", "tôi muốn bán miếng đất"),
        ("bán đất", "má tôi bán cho người ta nửa công đất"),
        ("ba cho đất", "e muon hoi ba e cho mieng dat gio sang ten"),
        ("nội cho đất", "nội muốn cho em 500m2 đất"),
        ("mua đất", "mua hai lô đất"),
    ],
)
def test_small_words_between_change_nothing(phrase: str, said: str) -> None:
    assert list(found_loosely(words(phrase), words(said))), said


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("ba cho đất", "ba em bán cho ông Tư miếng đất"),  # a verb between is another matter
        ("tự làm", "đất ở từ 1982 làm sổ được chưa"),  # a year is no number of things
        ("bán đất", "đất bán rồi"),  # their order counts
        ("mua đất", "mua cho em cho anh cho chị miếng đất"),  # too far apart
        ("cho đất", "xin cho tôi biết giá đất"),
        ("bán đất", "rao bán"),
    ],
)
def test_other_words_between_do(phrase: str, said: str) -> None:
    assert not list(found_loosely(words(phrase), words(said))), said


def test_each_place_is_told_once_and_where_it_stands() -> None:
    said = words("bán đất hay bán miếng đất")
    assert [said[start:end] for start, end in found_loosely("ban dat", said)] == ["ban dat", "ban mieng dat"]
