"""Messages in another language: by their script, or as English, from words alone."""

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.fold import fold
from bot.language.syllables import VOWELS, is_syllable
from bot.language.words import words as bare

_FILE = Path(__file__).with_name("foreign.yml")
ENGLISH = "english"
OTHER_SCRIPT = "other script"

# "ok thank you" is said by people who go on in Vietnamese: three words of English are the least.
_LEAST_WORDS, _LEAST_SHARE = 3, 0.3
_LEAST_HINTS = 2
_WORD = re.compile(r"\b[^\W\d_]+(?:'[^\W\d_]+)?\b")
_MARKED = {"a": "aăâ", "e": "eê", "i": "i", "o": "oôơ", "u": "uư", "y": "y"}
_LONGEST_RIME = 4
# Letters of ours in another dress ("𝐡𝐞𝐥𝐥𝐨", "ｈｅｌｌｏ") say so in their names.
_LATIN = ("LATIN", "FULLWIDTH LATIN", "MATHEMATICAL", "MODIFIER", "CIRCLED", "SCRIPT", "DOUBLE-STRUCK")


@dataclass(frozen=True)
class _Table:
    """What the file says."""

    words: frozenset[str]
    known: frozenset[str]  # these, and those that are Vietnamese syllables, too
    orders: tuple[str, ...]
    hints: tuple[str, ...]


def foreign_language(text: str) -> str | None:
    """ENGLISH, OTHER_SCRIPT, or None for Vietnamese, for names, codes and for what cannot be told."""
    letters = [char for char in text if char.isalpha()]
    if sum(not _is_latin(char) for char in letters) * 2 > len(letters):
        return OTHER_SCRIPT
    return ENGLISH if _is_english(text) else None


def gives_orders(text: str) -> bool:
    """Whether an English text says something that attempts to command the assistant say."""
    table = _table()
    said = f" {bare(text)} "
    if any(f" {order} " in said for order in table.orders):
        return True
    return sum(f" {hint} " in said for hint in table.hints) >= _LEAST_HINTS


def _is_english(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(_only_english(word) for word in words)
    vietnamese = sum(_only_vietnamese(word) for word in words)
    return english >= max(_LEAST_WORDS, _LEAST_SHARE * len(words), vietnamese + 1)


def _only_english(word: str) -> bool:
    return word in _table().words and not _may_be_vietnamese(word)


def _only_vietnamese(word: str) -> bool:
    return fold(word) != word or (word not in _table().known and _may_be_vietnamese(word))


@lru_cache(maxsize=4096)
def _may_be_vietnamese(word: str) -> bool:
    """Whether the letters, given the right marks, are a syllable."""
    start = next((at for at, letter in enumerate(word) if letter in VOWELS), len(word))
    starts = [2, start] if word.startswith(("qu", "gi")) and len(word) > 2 else [start]
    return any(_is_marked_syllable(word[:at], word[at:]) for at in starts)


def _is_marked_syllable(onset: str, rime: str) -> bool:
    if not rime or len(rime) > _LONGEST_RIME:
        return False
    ways = itertools.product(*(_MARKED.get(letter, letter) for letter in rime))
    return any(is_syllable(onset, "".join(way)) for way in ways)


@lru_cache(maxsize=4096)
def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(_LATIN)


@lru_cache(maxsize=1)
def _table() -> _Table:
    found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    words, both = found["words"].split(), found["both"].split()
    return _Table(frozenset(words), frozenset(words + both), tuple(found["orders"]), tuple(found["hints"]))
