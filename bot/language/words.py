"""The bare words of a text, to be looked for in what somebody typed."""

from bot.language.fold import fold


def words(text: str) -> str:
    """The words of a text without diacritics and punctuation, one space apart."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


def says(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, whole and in a row."""
    return f" {words(phrase)} " in f" {words(text)} "
