"""Ways of cutting a sentence into features."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.language.fold import fold, has_diacritics

_SENTENCE_END = re.compile(r"[.?!;\n]+")
_WORD = re.compile(r"\w+")
_ENDING_WORDS, _BEGINNING_WORDS, _PAIRED_WORDS = 8, 4, 12
# A text is as long as the number of these it has more words than.
_LENGTHS = (1, 2, 3, 4, 6, 9, 14, 24)


def _marked(text: str) -> str:
    """With its diacritics; empty where there are none, so that it adds nothing to the folded text."""
    return text.lower() if has_diacritics(text) else ""


def _ending(text: str, words: int = _ENDING_WORDS) -> str:
    """The last words of the last sentence: after a story, the question."""
    sentences = [part for part in _SENTENCE_END.split(fold(text)) if part.strip()]
    return " ".join(sentences[-1].split()[-words:]) if sentences else ""


def _long_ending(text: str) -> str:
    """As many words of it as two that belong together may stand apart."""
    return _ending(text, _PAIRED_WORDS)


def _beginning(text: str) -> str:
    """The first words: headings begin with what is asked."""
    return " ".join(fold(text).split()[:_BEGINNING_WORDS])


def _length(text: str) -> str:
    """How long it is, as one word: a follow-up is mostly shorter than a complaint about the same thing."""
    number = len(text.split())
    return f"long{sum(number > length for length in _LENGTHS)}"


_READERS: Mapping[str, Callable[[str], str]] = {
    "folded": fold,
    "marked": _marked,
    "ending": _ending,
    "long_ending": _long_ending,
    "beginning": _beginning,
    "length": _length,
}


@dataclass(frozen=True)
class View:
    """One way of cutting: what it reads, in which groups, and how much it weighs beside the others."""

    name: str
    analyzer: str  # "word", "char_wb" for letters within words, or "pairs" of words
    ngrams: tuple[int, int]
    min_df: int  # what fewer texts hold is left out
    weight: float
    reads: str = "folded"

    def cut(self, text: str) -> list[str]:
        """The features of a text, in order and repeated as often as they occur."""
        return _CUTTERS[self.analyzer](_READERS[self.reads](text), *self.ngrams)


def _words(text: str, shortest: int, longest: int) -> list[str]:
    """So many words in a row as one, the single ones first."""
    found = _WORD.findall(text)
    return [
        " ".join(found[at : at + length])
        for length in range(shortest, longest + 1)
        for at in range(len(found) - length + 1)
    ]


def _pairs(text: str, shortest: int, longest: int) -> list[str]:
    """Two words as one that stand so far apart, whatever stands between: "phải … không", "mất … tiền"."""
    found = _WORD.findall(text)
    return [
        f"{one}_{later}" for at, one in enumerate(found) for later in found[at + shortest - 1 : at + longest]
    ]


def _letters(text: str, shortest: int, longest: int) -> list[str]:
    """So many letters in a row within a word and its borders."""
    return [group for word in text.split() for group in _within(word, shortest, longest)]


# Few words make up most texts.
@lru_cache(maxsize=16_384)
def _within(word: str, shortest: int, longest: int) -> tuple[str, ...]:
    bordered = f" {word} "
    lengths = range(shortest, min(longest, len(bordered)) + 1)
    whole = (bordered,) if len(bordered) < shortest else ()
    return whole + tuple(
        bordered[at : at + length] for length in lengths for at in range(len(bordered) - length + 1)
    )


_CUTTERS: Mapping[str, Callable[[str, int, int], list[str]]] = {
    "word": _words,
    "char_wb": _letters,
    "pairs": _pairs,
}

WORDS = View("words", "word", (1, 2), 2, 1.0)
# For labels with few sentences: there a word that stands once may be all that tells.
EVERY_WORD = View("every_word", "word", (1, 2), 1, 1.0)
LETTERS = View("letters", "char_wb", (3, 4), 3, 0.7)
MARKED = View("marked", "word", (1, 2), 2, 0.5, reads="marked")
PHRASES = View("phrases", "word", (3, 3), 2, 0.7)
ENDING = View("ending", "word", (1, 3), 2, 1.0, reads="ending")
# What stands between is the matter: without it the same question is seen in many.
PAIRS = View("pairs", "pairs", (2, _PAIRED_WORDS), 2, 1.4, reads="long_ending")
BEGINNING = View("beginning", "word", (1, 3), 2, 0.7, reads="beginning")
LENGTH = View("length", "word", (1, 1), 1, 0.5, reads="length")
# Of the records themselves: there the rare word is the one that finds a record.
NAMES = View("names", "word", (1, 2), 1, 1.0)
_ALL = (WORDS, EVERY_WORD, LETTERS, MARKED, PHRASES, ENDING, PAIRS, BEGINNING, LENGTH)
VIEWS = {view.name: view for view in _ALL}
