"""Evidence: sentences as sparse vectors of words and letter groups, with and without diacritics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.nlu.rows import Floats
from bot.nlu.views import VIEWS, View


@dataclass(frozen=True)
class LearnedView:
    """A view with the features that it has met; rarity is the logarithm of the inverse share of texts."""

    view: View
    places: dict[str, int]
    rarity: Floats

    @classmethod
    def fit(cls, view: View, cut: Sequence[Sequence[str]]) -> LearnedView:
        """From texts that the view has cut."""
        holders: Counter[str] = Counter()
        for features in cut:
            holders.update(set(features))
        kept = sorted(feature for feature, number in holders.items() if number >= view.min_df)
        numbers = np.array([holders[feature] for feature in kept], dtype=np.float32)
        rarity = np.log((1 + len(cut)) / (1 + numbers)) + 1
        return cls(view, {feature: at for at, feature in enumerate(kept)}, rarity.astype(np.float32))

    def numbers(self, features: Iterable[str], start: int) -> list[int]:
        """Of the features that were met, counted from `start`."""
        places = self.places
        return [start + places[feature] for feature in features if feature in places]


class Evidence:
    """Turns sentences into rows of a sparse matrix; fitted once, kept as a list of words and numbers."""

    def __init__(self, learned: Sequence[LearnedView]) -> None:
        self._learned = learned
        self._starts = [0, *accumulate(len(each.places) for each in learned)]
        self._rarity = np.concatenate([each.rarity for each in learned])
        self._view = np.repeat(np.arange(len(learned)), np.diff(self._starts))
        self._weights = np.array([each.view.weight for each in learned])

    @classmethod
    def fit(cls, texts: Sequence[str], views: Sequence[View]) -> tuple[Evidence, sparse.csr_matrix]:
        """Learns features and their rarity from the texts, in the views wanted; also their matrix."""
        cut = [[view.cut(text) for text in texts] for view in views]
        evidence = cls([LearnedView.fit(view, each) for view, each in zip(views, cut, strict=True)])
        return evidence, evidence._matrix(list(zip(*cut, strict=True)))

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        return self._matrix([[each.view.cut(text) for each in self._learned] for text in texts])

    def _matrix(self, cut: Sequence[Sequence[Sequence[str]]]) -> sparse.csr_matrix:
        """Texts x views x features: logarithm of counts times rarity, each view as long as it weighs."""
        counts = [Counter(self._numbers(views)) for views in cut]
        ends = np.array([0, *accumulate(map(len, counts))])
        columns = np.fromiter(chain.from_iterable(counts), np.int32, count=ends[-1])
        times = np.fromiter(chain.from_iterable(map(Counter.values, counts)), np.float32, count=ends[-1])
        values = (1 + np.log(times)) * self._rarity[columns]
        views = self._view[columns]
        owners = np.repeat(np.arange(len(cut)), np.diff(ends)) * len(self._learned) + views
        lengths = np.sqrt(np.bincount(owners, weights=values**2))
        values *= self._weights[views] / lengths[owners]
        return sparse.csr_matrix((values, columns, ends), shape=(len(cut), self._starts[-1]))

    def _numbers(self, views: Sequence[Sequence[str]]) -> list[int]:
        each_with_start = zip(self._learned, views, self._starts, strict=False)
        return [at for each, features, start in each_with_start for at in each.numbers(features, start)]

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
