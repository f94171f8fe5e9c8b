"""How close a sentence comes to the names and aliases of each procedure in the knowledge base."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.language.fold import fold
from bot.language.normalise import normalise
from bot.nlu.calibration import Floats
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure


def open_knowledge_base(folder: str | None) -> KnowledgeBase:
    """The base in that folder, or the project's own; KnowledgeBaseError if a record is broken."""
    return load_knowledge_base(Path(folder) if folder else None)


def spoken_names(procedure: Procedure) -> list[str]:
    """What a citizen might call the procedure, in the form that messages have."""
    return [normalise(text) for text in procedure.spoken_names]


_WORD = r"(?u)\w+"


class NameIndex:
    """Compares sentences with the names of all procedures, on folded text."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        documents = [(each.code, text) for each in procedures for text in spoken_names(each)]
        self.codes = tuple(dict.fromkeys(code for code, _ in documents))
        column = {code: index for index, code in enumerate(self.codes)}
        self._owner = np.array([column[code] for code, _ in documents])
        self._first = np.flatnonzero(np.r_[True, np.diff(self._owner) != 0])
        self._vectorizer = TfidfVectorizer(
            ngram_range=(1, 2),
            sublinear_tf=True,
            token_pattern=_WORD,
            preprocessor=fold,
            dtype=np.float32,
        )
        self._rows = self._vectorizer.fit_transform([text for _, text in documents]).T.tocsr()

    def similarities(self, texts: Sequence[str]) -> Floats:
        """Best likeness (0..1) of each text to any name of each procedure: rows x codes."""
        likeness = self._vectorizer.transform(texts) @ self._rows
        return _best_of_groups(likeness, self._first)


def _best_of_groups(likeness: sparse.csr_matrix, first: np.ndarray) -> Floats:
    """The largest value in each run of columns; the runs begin at `first`."""
    return np.maximum.reduceat(likeness.toarray(), first, axis=1)
