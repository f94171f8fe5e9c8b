"""rapidfuzz: the likeness of the message to the names of the records, both folded."""

import re

from rapidfuzz import fuzz, process

from bench.nlu.peers.base import LONGEST, Ranking
from bench.nlu.records import called
from bot.language.fold import fold
from procedures_kb.loader import KnowledgeBase

_WORD = re.compile(r"\w+")


class Fuzzy:
    """A procedure is as like the message as the likest of its names."""

    def __init__(self, kb: KnowledgeBase) -> None:
        named = [(one.code, _plain(name)) for one in kb.nameable for name in called(one)]
        self._codes = [code for code, _ in named]
        self._names = [name for _, name in named]

    def rank(self, text: str) -> Ranking:
        """Scores 0..1."""
        scored = process.extract(_plain(text), self._names, scorer=fuzz.token_set_ratio, limit=None)
        best: dict[str, float] = {}
        for _, score, place in scored:  # best first
            best.setdefault(self._codes[place], score / 100)
        return list(best.items())[:LONGEST]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
