"""Which documents hold which feature, and how much it says of them: what a search index is made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from bot.nlu.rows import Floats


class Postings:
    """Sums the weights of features over documents, as fast for many documents as the rare words allow."""

    def __init__(self, documents: sparse.spmatrix) -> None:
        """A row per document, a column per feature."""
        by_feature = documents.T.tocsr()
        self._ends, self._documents, self._weights = by_feature.indptr, by_feature.indices, by_feature.data
        self._number = documents.shape[0]

    def sums(self, features: Sequence[int], values: Sequence[float] | Floats) -> Floats:
        """For each document the sum of its weights times the values of these features."""
        found = np.zeros(self._number, dtype=np.float32)
        for feature, value in zip(features, values, strict=True):
            held = slice(self._ends[feature], self._ends[feature + 1])
            # No document holds a feature twice, so that plain indexing adds each weight once.
            found[self._documents[held]] += self._weights[held] * value
        return found


def stacked(rows: Sequence[tuple[Sequence[int], Sequence[float] | Floats]], width: int) -> sparse.csr_matrix:
    """Rows of places and values as one matrix of that many columns."""
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    values = np.concatenate([np.asarray(values, dtype=np.float32) for _, values in rows])
    places = np.concatenate([np.asarray(places, dtype=np.int32) for places, _ in rows])
    return sparse.csr_matrix((values, places, ends), shape=(len(rows), width))
