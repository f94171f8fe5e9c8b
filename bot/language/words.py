"""The bare words of a text, to be looked for in what somebody typed."""

from functools import lru_cache

from bot.language.fold import fold


def words(text: str) -> str:
    """The words of a text without diacritics and punctuation, one space apart."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


def says(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, whole and in a row."""
    return f" {_words_of_phrase(phrase)} " in _said(text)


# A message is held against hundreds of phrases, always the same ones.
_words_of_phrase = lru_cache(maxsize=8192)(words)


@lru_cache(maxsize=32)
def _said(text: str) -> str:
    return f" {words(text)} "
