"""Linear one-against-the-rest scores for a closed set of labels, kept as plain arrays."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]


class LinearScores:
    """A score per label for each row of evidence; higher is likelier, 0 is the border of a label."""

    def __init__(self, labels: Sequence[str], weights: Floats, bias: Floats) -> None:
        self.labels = tuple(labels)
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)

    @classmethod
    def fit(cls, rows: sparse.csr_matrix, labels: Sequence[str], strength: float) -> "LinearScores":
        """Learns from rows and their labels (two labels at least); a higher strength fits the rows closer."""
        machine = LinearSVC(C=strength, random_state=0).fit(rows, list(labels))
        weights, bias = machine.coef_, machine.intercept_
        if len(machine.classes_) == 2:
            weights, bias = np.vstack([-weights, weights]), np.hstack([-bias, bias])
        return cls([str(label) for label in machine.classes_], weights.T, bias)

    def scores(self, rows: sparse.csr_matrix) -> Floats:
        """One line per row, one column per label in the order of `labels`."""
        return np.asarray(rows @ self._weights, dtype=np.float32) + self._bias

    def save(self, folder: Path) -> None:
        """Writes scores.npz; half precision changes no ranking that matters and halves the model."""
        np.savez_compressed(
            folder / "scores.npz",
            labels=np.array(self.labels),
            weights=self._weights.astype(np.float16),
            bias=self._bias,
        )

    @classmethod
    def load(cls, folder: Path) -> "LinearScores":
        """Reads what `save` wrote; arrays only, never objects."""
        with np.load(folder / "scores.npz", allow_pickle=False) as kept:
            return cls([str(label) for label in kept["labels"]], kept["weights"], kept["bias"])


def out_of_fold_scores(
    rows: sparse.csr_matrix,
    labels: Sequence[str],
    strength: float,
    folds: int,
    always: tuple[sparse.csr_matrix, Sequence[str]] | None = None,
) -> tuple[Floats, tuple[str, ...]]:
    """Scores of each row by a model that never saw it, and the order of the columns.

    Rows in `always` (with their labels) train every fold and are scored by none.
    """
    names = tuple(sorted(set(labels) | set(always[1] if always else ())))
    splits = StratifiedKFold(folds, shuffle=True, random_state=0).split(rows, list(labels))
    # liblinear lets go of the interpreter lock, so threads use both cores without copying the matrix.
    parts = Parallel(n_jobs=2, prefer="threads")(
        delayed(_score_fold)(rows, labels, strength, train, test, names, always) for train, test in splits
    )
    scores = np.zeros((rows.shape[0], len(names)), dtype=np.float32)
    for test, part in parts:
        scores[test] = part
    return scores, names


def _score_fold(
    rows: sparse.csr_matrix,
    labels: Sequence[str],
    strength: float,
    train: npt.NDArray[np.int64],
    test: npt.NDArray[np.int64],
    names: tuple[str, ...],
    always: tuple[sparse.csr_matrix, Sequence[str]] | None,
) -> tuple[npt.NDArray[np.int64], Floats]:
    train_rows, train_labels = rows[train], [labels[index] for index in train]
    if always:
        train_rows, train_labels = (
            sparse.vstack([train_rows, always[0]], format="csr"),
            train_labels + list(always[1]),
        )
    model = LinearScores.fit(train_rows, train_labels, strength)
    # A label too rare to be in this fold gets the score of "clearly not".
    scores = np.full((len(test), len(names)), -1.0, dtype=np.float32)
    scores[:, [names.index(label) for label in model.labels]] = model.scores(rows[test])
    return test, scores
