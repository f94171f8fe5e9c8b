"""The bare words of a text, to be looked for in what somebody typed."""

from functools import lru_cache

from bot.language.fold import fold


# Whoever reads a message asks for its words dozens of times in one turn.
@lru_cache(maxsize=64)
def words(text: str) -> str:
    """The words of a text without diacritics and punctuation, one space apart."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


@lru_cache(maxsize=16_384)
def words_of_phrase(phrase: str) -> str:
    """The same of a phrase of ours: a message is held against hundreds of them, always the same ones."""
    return words.__wrapped__(phrase)


def says(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, whole and in a row."""
    return f" {words_of_phrase(phrase)} " in f" {words(text)} "
