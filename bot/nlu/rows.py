"""Rows of evidence with their labels, and scores of rows by models that never saw them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.model_selection import StratifiedKFold

Floats = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]


class Scorer(Protocol):
    """What has learned to score rows, a column per label."""

    labels: tuple[str, ...]

    def scores(self, matrix: sparse.csr_matrix) -> Floats:
        """One line per row, one column per label."""

    def unseen(self, scores: Floats) -> Floats:
        """For each line of its scores, what a label deserves that it never met: neither yes nor no."""


@dataclass(frozen=True)
class Rows:
    """Rows of evidence with the label and the weight of each."""

    matrix: sparse.csr_matrix
    labels: tuple[str, ...]
    weights: Floats

    @classmethod
    def evenly(cls, matrix: sparse.csr_matrix, labels: Sequence[str], weight: float = 1.0) -> Rows:
        """All rows weigh the same."""
        return cls(matrix, tuple(labels), np.full(len(labels), weight, dtype=np.float32))

    @classmethod
    def balanced(cls, matrix: sparse.csr_matrix, labels: Sequence[str]) -> Rows:
        """Rows of rare labels weigh more, by the square root of their rarity."""
        names, counts = np.unique(labels, return_counts=True)
        of_label = dict(zip(names, np.sqrt(len(labels) / (len(names) * counts)), strict=True))
        return cls(matrix, tuple(labels), np.array([of_label[label] for label in labels], dtype=np.float32))

    def pick(self, places: Indices) -> Rows:
        """Only the rows at these places."""
        return Rows(self.matrix[places], tuple(self.labels[at] for at in places), self.weights[places])

    def only(self, columns: slice) -> Rows:
        """The same rows with some of their columns."""
        return Rows(self.matrix[:, columns], self.labels, self.weights)

    def __add__(self, more: Rows) -> Rows:
        matrix = sparse.vstack([self.matrix, more.matrix], format="csr")
        return Rows(matrix, self.labels + more.labels, np.concatenate([self.weights, more.weights]))


def out_of_fold_scores(
    rows: Rows, learn: Callable[[Rows], Scorer], folds: int, always: Rows | None, names: Sequence[str]
) -> Floats:
    """Scores of each row by a model that never saw it, in columns named by `names`.

    The rows in `always` train every fold and are scored by none.
    """

    def score(train: Indices, test: Indices) -> tuple[Indices, Floats]:
        seen = rows.pick(train)
        return test, ordered_scores(learn(seen + always if always else seen), rows.matrix[test], names)

    splits = StratifiedKFold(folds, shuffle=True, random_state=0).split(rows.matrix, list(rows.labels))
    # liblinear lets go of the interpreter lock, so threads use both cores without copying the matrix.
    parts = Parallel(n_jobs=2, prefer="threads")(delayed(score)(train, test) for train, test in splits)
    scores = np.zeros((len(rows.labels), len(names)), dtype=np.float32)
    for test, part in parts:
        scores[test] = part
    return scores


def ordered_scores(scorer: Scorer, matrix: sparse.csr_matrix, names: Sequence[str]) -> Floats:
    """The scorer's columns in the order of `names`; labels that it never met get its `unseen`."""
    scores = scorer.scores(matrix)
    place = {label: index for index, label in enumerate(scorer.labels)}
    padded = np.hstack([scores, scorer.unseen(scores)[:, None]])
    return padded[:, [place.get(name, -1) for name in names]]
