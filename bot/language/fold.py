"""Folding: text as somebody types it without Vietnamese letters, for matching only."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d; composed (NFC) text keeps its length, so offsets stay true."""
    return "".join(map(_fold_letter, text))


def has_diacritics(text: str) -> bool:
    """True if any letter carries a Vietnamese mark (đ included)."""
    return fold(text) != text.lower()
