"""SQLite's full text search, as a plain web application would have it; its folding leaves đ as it is."""

import re
import sqlite3

from bench.nlu.peers.base import LONGEST, Ranking
from bench.nlu.records import called, papers
from procedures_kb.loader import KnowledgeBase

_TABLE = """
CREATE VIRTUAL TABLE procedures USING fts5(
    code UNINDEXED, names, papers, tokenize="unicode61 remove_diacritics 2"
)
"""
_QUERY = "SELECT code, -rank FROM procedures WHERE procedures MATCH ? ORDER BY rank LIMIT ?"
_WORD = re.compile(r"\w+")


class Fts5:
    """Any word of the message may match; ranked by its own bm25."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(_TABLE)
        rows = [(one.code, "\n".join(called(one)), "\n".join(papers(one))) for one in kb.nameable]
        self._db.executemany("INSERT INTO procedures VALUES (?, ?, ?)", rows)

    def rank(self, text: str) -> Ranking:
        """Nothing where the message has no word."""
        words = dict.fromkeys(_WORD.findall(text.lower()))
        query = " OR ".join(f'"{word}"' for word in words)
        return self._db.execute(_QUERY, (query, LONGEST)).fetchall() if words else ()
