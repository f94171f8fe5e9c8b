"""How close a sentence comes to the names of each procedure and to what its record says."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from bot.language.fold import fold
from bot.language.normalise import normalise
from bot.nlu.rows import Floats
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure

_WORD = r"(?u)\w+"
# The usual constants of BM25 (Robertson and Zaragoza 2009); the length of a record tells how much is known of
# it rather than how much it is about, so it counts half.
_SATURATION, _LENGTH = 1.2, 0.5


def open_knowledge_base(folder: str | None) -> KnowledgeBase:
    """The base in that folder, or the project's own; KnowledgeBaseError if a record is broken."""
    return load_knowledge_base(Path(folder) if folder else None)


def spoken_names(procedure: Procedure) -> list[str]:
    """What a citizen might call the procedure, in the form that messages have."""
    return [normalise(text) for text in procedure.spoken_names]


def record_text(procedure: Procedure) -> str:
    """Names, need, cases and papers of a procedure in one text, in the form that messages have."""
    papers = procedure.papers.items if procedure.papers else ()
    parts = [
        procedure.when or "",
        *(case.name for case in procedure.situations),
        *(each.name for each in papers),
    ]
    return normalise(" . ".join([*procedure.spoken_names, *parts]))


class NameIndex:
    """Compares sentences with the names of all procedures, on folded text."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        documents = [(each.code, text) for each in procedures for text in spoken_names(each)]
        owner = [code for code, _ in documents]
        self._first = np.flatnonzero([at == 0 or owner[at - 1] != code for at, code in enumerate(owner)])
        self._vectorizer = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD, preprocessor=fold, dtype=np.float32
        )
        self._columns = self._vectorizer.fit_transform([text for _, text in documents]).T.tocsr()

    def likeness(self, texts: Sequence[str]) -> Floats:
        """Best likeness (0..1) of each text to any name of each procedure: texts x procedures."""
        found = (self._vectorizer.transform(texts) @ self._columns).toarray()
        return np.maximum.reduceat(found, self._first, axis=1)


class RecordIndex:
    """BM25 of sentences over what the records say: finds a procedure that no sentence has taught yet."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._vectorizer = CountVectorizer(
            ngram_range=(1, 2), token_pattern=_WORD, preprocessor=fold, dtype=np.float32
        )
        counts = self._vectorizer.fit_transform(record_text(each) for each in procedures).tocoo()
        lengths = np.bincount(counts.row, weights=counts.data, minlength=counts.shape[0])
        holders = np.bincount(counts.col, minlength=counts.shape[1])
        rarity = np.log1p((counts.shape[0] - holders + 0.5) / (holders + 0.5))
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / lengths.mean())
        weights = counts.data * (_SATURATION + 1) / (counts.data + norm[counts.row]) * rarity[counts.col]
        places = (counts.col, counts.row)
        self._columns = sparse.csr_matrix(
            (weights.astype(np.float32), places), shape=(counts.shape[1], counts.shape[0])
        )

    def scores(self, texts: Sequence[str]) -> Floats:
        """Texts x procedures; divided by the root of a text's length: stories score like questions."""
        words = self._vectorizer.transform(texts)
        words.data[:] = 1.0
        lengths = np.maximum(np.asarray(words.sum(axis=1)), 1.0)
        return np.asarray((words @ self._columns).toarray() / np.sqrt(lengths))
