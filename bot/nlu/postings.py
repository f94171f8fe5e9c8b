"""Which documents hold which feature, and how much it says of them: what a search index is made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from bot.nlu.rows import Floats, Indices


class Postings:
    """Sums the weights of features over documents, as fast for many documents as the rare words allow."""

    def __init__(self, documents: Indices, features: Indices, weights: Floats) -> None:
        """Three arrays of one length: document, feature and weight of each posting; no pair twice."""
        by_feature = sparse.csr_matrix((weights.astype(np.float32), (features, documents)))
        self._ends, self._documents, self._weights = by_feature.indptr, by_feature.indices, by_feature.data
        self._number = by_feature.shape[1]

    def sums(self, features: Sequence[int] | Indices, values: Sequence[float] | Floats) -> Floats:
        """For each document the sum of its weights times the values of these features."""
        found = np.zeros(self._number, dtype=np.float32)
        for feature, value in zip(features, values, strict=True):
            held = slice(self._ends[feature], self._ends[feature + 1])
            # No document holds a feature twice, so that plain indexing adds each weight once.
            found[self._documents[held]] += self._weights[held] * value
        return found
