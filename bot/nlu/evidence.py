"""Evidence: sentences as sparse vectors of words and letter groups, with and without diacritics."""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.nlu.rows import Floats, Indices
from bot.nlu.views import VIEWS, View


@dataclass(frozen=True)
class LearnedView:
    """A view with the features that it has met; rarity is the logarithm of the inverse share of texts."""

    view: View
    places: dict[str, int]
    rarity: Floats

    @classmethod
    def fit(cls, view: View, texts: Sequence[str]) -> tuple[LearnedView, sparse.csr_matrix]:
        """From the texts, with the number of times that each of them holds each feature."""
        met, held = _met(view, texts)
        holders = np.bincount(held.indices, minlength=len(met))
        kept = [feature for feature in sorted(met) if holders[met[feature]] >= view.min_df]
        columns = np.array([met[feature] for feature in kept], dtype=np.int64)
        rarity = np.log((1 + len(texts)) / (1 + holders[columns])) + 1
        learned = cls(view, {feature: at for at, feature in enumerate(kept)}, rarity.astype(np.float32))
        return learned, held[:, columns]

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
        learned, held = zip(*(LearnedView.fit(view, texts) for view in views), strict=True)
        evidence = cls(learned)
        times = sparse.hstack(held, format="csr")
        return evidence, evidence._weighed(times.indices, times.data, times.indptr)

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        counts = [Counter(self._numbers(text)) for text in texts]
        ends = np.array([0, *accumulate(map(len, counts))])
        columns = np.fromiter(chain.from_iterable(counts), np.int32, count=ends[-1])
        times = np.fromiter(chain.from_iterable(map(Counter.values, counts)), np.float32, count=ends[-1])
        return self._weighed(columns, times, ends)

    def _weighed(self, columns: Indices, times: Floats, ends: Indices) -> sparse.csr_matrix:
        """Logarithm of counts times rarity, each view of a text as long as it weighs."""
        rows = len(ends) - 1
        values = (1 + np.log(times)) * self._rarity[columns]
        views = self._view[columns]
        owners = np.repeat(np.arange(rows), np.diff(ends)) * len(self._learned) + views
        lengths = np.sqrt(np.bincount(owners, weights=values**2))
        values *= self._weights[views] / lengths[owners]
        return sparse.csr_matrix((values, columns, ends), shape=(rows, self._starts[-1]))

    def _numbers(self, text: str) -> list[int]:
        cut = (
            (each, each.view.cut(text), start)
            for each, start in zip(self._learned, self._starts, strict=False)
        )
        return [at for each, features, start in cut for at in each.numbers(features, start)]

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


def _met(view: View, texts: Sequence[str]) -> tuple[dict[str, int], sparse.csr_matrix]:
    """The column of each feature that any text holds, and how often each text holds it.

    Nothing that was cut outlives its text but its number: the parts of all texts would fill the memory.
    """
    met: defaultdict[str, int] = defaultdict(lambda: len(met))
    columns, ends = array("i"), [0]
    for text in texts:
        columns.extend([met[feature] for feature in view.cut(text)])
        ends.append(len(columns))
    times = np.ones(len(columns), dtype=np.float32)
    held = sparse.csr_matrix((times, np.array(columns), ends), shape=(len(texts), len(met)))
    held.sum_duplicates()
    return dict(met), held
