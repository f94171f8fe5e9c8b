"""Evidence: sentences as sparse vectors of words and letter groups, with and without diacritics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.nlu.rows import Floats, Indices
from bot.nlu.views import VIEWS, View

# Rows, columns and values of a sparse matrix.
Entries = tuple[Indices, Indices, Floats]


@dataclass(frozen=True)
class LearnedView:
    """A view with the features that it has met; rarity is the logarithm of the inverse share of texts."""

    view: View
    places: dict[str, int]
    rarity: Floats

    @classmethod
    def fit(cls, view: View, cut: Sequence[Sequence[str]]) -> LearnedView:
        """From texts that the view has cut."""
        holders = Counter(feature for features in cut for feature in set(features))
        kept = sorted(feature for feature, number in holders.items() if number >= view.min_df)
        numbers = np.array([holders[feature] for feature in kept], dtype=np.float32)
        rarity = np.log((1 + len(cut)) / (1 + numbers)) + 1
        return cls(view, {feature: at for at, feature in enumerate(kept)}, rarity.astype(np.float32))

    def rows(self, cut: Sequence[Sequence[str]]) -> Entries:
        """Of texts that the view has cut: logarithm of counts times rarity, rows of length `view.weight`."""
        counts = [Counter(filter(self.places.__contains__, features)) for features in cut]
        sizes = [len(each) for each in counts]
        rows = np.repeat(np.arange(len(cut)), sizes)
        columns = np.array([self.places[feature] for each in counts for feature in each], dtype=np.int32)
        times = np.array([number for each in counts for number in each.values()], dtype=np.float32)
        values = (1 + np.log(times)) * self.rarity[columns]
        lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(cut)))
        return rows, columns, values * (self.view.weight / lengths[rows])


class Evidence:
    """Turns sentences into rows of a sparse matrix; fitted once, kept as a list of words and numbers."""

    def __init__(self, learned: Sequence[LearnedView]) -> None:
        self._learned = learned
        self._starts = [0, *accumulate(len(each.places) for each in learned)]

    @classmethod
    def fit(cls, texts: Sequence[str], views: Sequence[View]) -> tuple[Evidence, sparse.csr_matrix]:
        """Learns features and their rarity from the texts, in the views wanted; also their matrix."""
        cut = [[view.cut(text) for text in texts] for view in views]
        evidence = cls([LearnedView.fit(view, each) for view, each in zip(views, cut, strict=True)])
        return evidence, evidence._matrix(cut, len(texts))

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        return self._matrix([[each.view.cut(text) for text in texts] for each in self._learned], len(texts))

    def _matrix(self, cut: Sequence[Sequence[Sequence[str]]], height: int) -> sparse.csr_matrix:
        parts = [each.rows(features) for each, features in zip(self._learned, cut, strict=True)]
        rows = np.concatenate([rows for rows, _, _ in parts])
        columns = np.concatenate(
            [columns + start for (_, columns, _), start in zip(parts, self._starts, strict=False)]
        )
        values = np.concatenate([values for _, _, values in parts]).astype(np.float32)
        return sparse.csr_matrix((values, (rows, columns)), shape=(height, self._starts[-1]))

    def columns_of_first(self) -> slice:
        """Where the features of the first view stand in the matrix."""
        return slice(0, self._starts[1])

    def save(self, folder: Path) -> None:
        """Writes evidence.json; nothing in it can run."""
        kept = {
            each.view.name: {
                "features": list(each.places),
                "rarity": [round(float(value), 4) for value in each.rarity],
            }
            for each in self._learned
        }
        (folder / "evidence.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Evidence:
        """Reads what `save` wrote."""
        kept = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
        return cls(
            [
                LearnedView(
                    VIEWS[name],
                    {feature: at for at, feature in enumerate(learned["features"])},
                    np.array(learned["rarity"], dtype=np.float32),
                )
                for name, learned in kept.items()
            ]
        )
