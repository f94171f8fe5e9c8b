"""BM25 over the words of the records, folded: kinder to it than its default, which keeps diacritics."""

import re
from collections.abc import Callable, Sequence

import bm25s

from bench.nlu.peers.base import LONGEST, Ranking
from bot.language.fold import fold
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Procedure

_WORD = re.compile(r"\w+")


class Bm25:
    """One document per procedure: all its texts."""

    def __init__(self, kb: KnowledgeBase, texts: Callable[[Procedure], Sequence[str]]) -> None:
        self._codes = [procedure.code for procedure in kb.nameable]
        documents = [_words(" ".join(texts(procedure))) for procedure in kb.nameable]
        self._known = {word for document in documents for word in document}
        self._index = bm25s.BM25()
        self._index.index(documents, show_progress=False)

    def rank(self, text: str) -> Ranking:
        """Nothing where no word of the message stands in any record."""
        words = [word for word in _words(text) if word in self._known]
        if not words:
            return ()
        places, scores = self._index.retrieve([words], k=LONGEST, show_progress=False)
        found = zip(places[0], scores[0], strict=True)
        return [(self._codes[place], float(score)) for place, score in found if score > 0]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
