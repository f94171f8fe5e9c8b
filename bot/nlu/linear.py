"""Linear one-against-the-rest scores for a closed set of labels, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

# "No evidence, never a yes": the score of a label that the model has not met.
UNSEEN = -1.0
# Tighter stopping costs half as much again in time and changes no digit of the accuracy.
_TOLERANCE = 0.1


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

    def __add__(self, more: Rows) -> Rows:
        matrix = sparse.vstack([self.matrix, more.matrix], format="csr")
        return Rows(matrix, self.labels + more.labels, np.concatenate([self.weights, more.weights]))


class LinearScores:
    """A score per label for each row of evidence; higher is likelier, 0 is the border of a label."""

    def __init__(self, labels: Sequence[str], weights: Floats, bias: Floats) -> None:
        self.labels = tuple(labels)
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)

    @classmethod
    def fit(cls, rows: Rows, strength: float) -> LinearScores:
        """Learns from rows of two labels at least; a higher strength fits them closer."""
        machine = LinearSVC(C=strength, tol=_TOLERANCE, random_state=0)
        machine.fit(rows.matrix, list(rows.labels), sample_weight=rows.weights)
        weights, bias = machine.coef_, machine.intercept_
        if len(machine.classes_) == 2:
            weights, bias = np.vstack([-weights, weights]), np.hstack([-bias, bias])
        return cls([str(label) for label in machine.classes_], weights.T, bias)

    def scores(self, matrix: sparse.csr_matrix) -> Floats:
        """One line per row, one column per label in the order of `labels`."""
        return np.asarray(matrix @ self._weights, dtype=np.float32) + self._bias

    def save(self, folder: Path) -> None:
        """Writes scores.npz; half precision changes no ranking that matters and halves the model."""
        np.savez_compressed(
            folder / "scores.npz",
            labels=np.array(self.labels),
            weights=self._weights.astype(np.float16),
            bias=self._bias,
        )

    @classmethod
    def load(cls, folder: Path) -> LinearScores:
        """Reads what `save` wrote; arrays only, never objects."""
        with np.load(folder / "scores.npz", allow_pickle=False) as kept:
            return cls([str(label) for label in kept["labels"]], kept["weights"], kept["bias"])


def out_of_fold_scores(
    rows: Rows, strength: float, folds: int, always: Rows | None = None
) -> tuple[Floats, tuple[str, ...]]:
    """Scores of each row by a model that never saw it, and the order of the columns.

    The rows in `always` train every fold and are scored by none.
    """
    names = tuple(sorted({*rows.labels, *(always.labels if always else ())}))

    def score(train: Indices, test: Indices) -> tuple[Indices, Floats]:
        seen = rows.pick(train)
        model = LinearScores.fit(seen + always if always else seen, strength)
        return test, in_order(model.scores(rows.matrix[test]), model.labels, names)

    splits = StratifiedKFold(folds, shuffle=True, random_state=0).split(rows.matrix, list(rows.labels))
    # liblinear lets go of the interpreter lock, so threads use both cores without copying the matrix.
    parts = Parallel(n_jobs=2, prefer="threads")(delayed(score)(train, test) for train, test in splits)
    scores = np.zeros((len(rows.labels), len(names)), dtype=np.float32)
    for test, part in parts:
        scores[test] = part
    return scores, names


def in_order(scores: Floats, order: Sequence[str], wanted: Sequence[str]) -> Floats:
    """The columns rearranged to the labels wanted; a label without a column counts as unseen."""
    place = {label: index for index, label in enumerate(order)}
    padded = np.hstack([scores, np.full((scores.shape[0], 1), UNSEEN, dtype=scores.dtype)])
    return padded[:, [place.get(label, -1) for label in wanted]]
