"""Which words speak for which label: multinomial naive Bayes over words that are present, kept as counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.nlu.rows import Floats, Rows

# A word that a label never had counts as this share of one sighting.
_SMOOTHING = 0.01
# Words of one sentence repeat one another: a sum over n words says less than n independent ones would.
_DAMPING = 0.4


class WordOdds:
    """Log odds of each label, 0 for the likeliest; unlike weights, they learn from a single sighting."""

    def __init__(self, labels: Sequence[str], counts: sparse.csr_matrix) -> None:
        self.labels = tuple(labels)
        self._counts = counts.tocsr().astype(np.float32)
        totals = np.asarray(self._counts.sum(axis=1)).ravel() + _SMOOTHING * self._counts.shape[1]
        # log((count + s) / total), split so that what is stored stays sparse: absent words share one number.
        self._absent = np.log(_SMOOTHING) - np.log(totals)
        self._present = self._counts.copy()
        self._present.data = np.log1p(self._present.data / _SMOOTHING)
        self._present = self._present.T.tocsr()

    @classmethod
    def fit(cls, rows: Rows) -> WordOdds:
        """Counts the words of each label; whatever a row holds of a word counts as one."""
        labels, places = np.unique(rows.labels, return_inverse=True)
        at = (places, np.arange(len(places)))
        owner = sparse.csr_matrix(
            (np.ones(len(places), dtype=np.float32), at), shape=(len(labels), len(places))
        )
        return cls([str(label) for label in labels], owner @ _presence(rows.matrix))

    def scores(self, matrix: sparse.csr_matrix) -> Floats:
        """One line per row, one column per label."""
        words = _presence(matrix)
        number = np.asarray(words.sum(axis=1))
        odds = (words @ self._present).toarray() + number * self._absent
        odds -= odds.max(axis=1, keepdims=True)
        return np.asarray(odds / np.maximum(number, 1.0) ** _DAMPING, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Writes counts.npz and counted.npz: arrays only."""
        sparse.save_npz(folder / "counts.npz", self._counts)
        np.savez_compressed(folder / "counted.npz", labels=np.array(self.labels))

    @classmethod
    def load(cls, folder: Path) -> WordOdds:
        """Reads what `save` wrote."""
        with np.load(folder / "counted.npz", allow_pickle=False) as kept:
            labels = [str(label) for label in kept["labels"]]
        return cls(labels, sparse.load_npz(folder / "counts.npz"))


def _presence(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    present = matrix.tocsr(copy=True)
    present.data = np.ones_like(present.data)
    return present
