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
        wanted = np.asarray(features, dtype=np.int64)
        starts, lengths = self._ends[wanted], self._ends[wanted + 1] - self._ends[wanted]
        held = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        weights = self._weights[held] * np.repeat(np.asarray(values, dtype=np.float32), lengths)
        return np.bincount(self._documents[held], weights, self._number).astype(np.float32)
