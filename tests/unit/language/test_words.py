"""Words looked for in what people type."""

import pytest

from bot.language.words import says, words


def test_marks_and_punctuation_do_not_count() -> None:
    assert words("  Tặng cho, con…  (ruột)! ") == "tang cho con ruot"


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Dạ, tặng cho con.", "tặng cho", True),
        ("da tang cho con", "Tặng cho", True),
        ("tặng: cho con", "tặng cho", True),
        ("tặng chồng", "tặng cho", False),
        ("cho tặng", "tặng cho", False),
        ("", "tặng cho", False),
    ],
)
def test_a_phrase_is_said_by_whole_words_in_a_row(text: str, phrase: str, found: bool) -> None:
    assert says(text, phrase) is found
