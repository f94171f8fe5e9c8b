"""Rows of evidence with their labels."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Every third sentence judges what the others taught; two thirds teach nearly as well as all.
_ONE_IN = 3


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
    def balanced(cls, matrix: sparse.csr_matrix, labels: Sequence[str], power: float) -> Rows:
        """Rows of rare labels weigh more: by rarity to that power; 0 for evenly, 1 for each label alike."""
        names, counts = np.unique(labels, return_counts=True)
        of_label = dict(zip(names, (len(labels) / (len(names) * counts)) ** power, strict=True))
        return cls(matrix, tuple(labels), np.array([of_label[label] for label in labels], dtype=np.float32))

    def pick(self, which: Bools | Indices) -> Rows:
        """Only those rows, by place or by a yes or no for each."""
        places = np.arange(len(self.labels))[which]
        return Rows(self.matrix[places], tuple(self.labels[at] for at in places), self.weights[places])

    def only(self, columns: slice) -> Rows:
        """The same rows with some of their columns."""
        return Rows(self.matrix[:, columns], self.labels, self.weights)

    def __add__(self, more: Rows) -> Rows:
        matrix = sparse.vstack([self.matrix, more.matrix], format="csr")
        return Rows(matrix, self.labels + more.labels, np.concatenate([self.weights, more.weights]))


def judges(texts: Sequence[str]) -> Bools:
    """Which sentences are kept back to judge; by their letters, so that a new line moves no other."""
    return np.array([zlib.crc32(text.encode()) % _ONE_IN == 0 for text in texts])
