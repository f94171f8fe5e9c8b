"""Letters held down for stress ("khônggg", "ơiiii", "dạaaa"), brought back to one."""

import re
from functools import lru_cache

from bot.language.fold import fold
from bot.language.known import is_known

_STAY = frozenset({"app", "see", "too", "inn", "zoo", "bee", "add", "egg", "www", "xxx"})
_RUN = re.compile(r"([a-z])\1+")
_ROMAN = re.compile(r"[ivx]+")


@lru_cache(maxsize=16384)
def unstretched(word: str) -> str:
    """The known syllable behind a word with a letter three times running, or twice at its end; else the word.

    Roman numerals and abbreviations in capitals stay; never longer than before.
    """
    plain = fold(word)
    runs = [run.span() for run in _RUN.finditer(plain)]
    if not runs or plain in _STAY or _ROMAN.fullmatch(plain) or is_known(word.lower()):
        return word
    held = [run for run in runs if run[1] - run[0] > 2 or (run[1] == len(word) > 2 and _may_be_held(word))]
    for keep in (_two_of, _one_of):  # "cứuuu" is cứu, not cứ
        short = word
        for start, end in reversed(held):
            short = short[:start] + keep(short[start:end]) + short[end:]
        if short != word and (len(short) > 1 or not short.isascii()) and is_known(short.lower()):
            return short
    return word


def _may_be_held(word: str) -> bool:
    """Not capitals, which abbreviate, and not "luu", "cuu", which are lưu and cứu without their marks."""
    return not word.isupper() and not word.lower().endswith("uu")


def _one_of(run: str) -> str:
    """The letter of a run that carries marks, else its first."""
    return next((letter for letter in run if not letter.isascii()), run[0])


def _two_of(run: str) -> str:
    """A marked letter and the plain one after it, both u of "cuuuu"; else as `_one_of`."""
    if run.lower() == "u" * len(run):
        return run[:2]
    return run[0] + run[-1] if not run[0].isascii() and run[-1].isascii() else _one_of(run)
