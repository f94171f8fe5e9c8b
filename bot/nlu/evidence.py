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

from bot.nlu.postings import stacked
from bot.nlu.rows import Floats
from bot.nlu.views import VIEWS, View


@dataclass(frozen=True)
class LearnedView:
    """A view with the features that it has met; rarity is the logarithm of the inverse share of texts."""

    view: View
    places: dict[str, int]
    rarity: Floats

    @classmethod
    def fit(cls, view: View, texts: Sequence[Sequence[str]]) -> LearnedView:
        """From texts that the view has cut already."""
        holders = Counter(feature for features in texts for feature in set(features))
        kept = sorted(feature for feature, number in holders.items() if number >= view.min_df)
        numbers = np.array([holders[feature] for feature in kept], dtype=np.float32)
        rarity = np.log((1 + len(texts)) / (1 + numbers)) + 1
        return cls(view, {feature: at for at, feature in enumerate(kept)}, rarity.astype(np.float32))

    def row(self, features: Sequence[str]) -> tuple[list[int], Floats]:
        """Places and weights of one text: counts by logarithm, times rarity, of length `view.weight`."""
        counts = Counter(self.places[feature] for feature in features if feature in self.places)
        places = list(counts)
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(places)))) * self.rarity[places]
        length = np.sqrt(values @ values)
        return places, values * (self.view.weight / length) if places else values


class Evidence:
    """Turns sentences into rows of a sparse matrix; fitted once, kept as a list of words and numbers."""

    def __init__(self, learned: Sequence[LearnedView]) -> None:
        self._learned = learned
        self._starts = [0, *accumulate(len(each.places) for each in learned)]

    @classmethod
    def fit(cls, texts: Sequence[str], views: Sequence[View]) -> Evidence:
        """Learns features and their rarity from the texts, in the views wanted."""
        return cls([LearnedView.fit(view, [view.cut(text) for text in texts]) for view in views])

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        return stacked([self._row(text) for text in texts], self._starts[-1])

    def _row(self, text: str) -> tuple[list[int], Floats]:
        rows = [each.row(each.view.cut(text)) for each in self._learned]
        places = [start + at for (found, _), start in zip(rows, self._starts, strict=False) for at in found]
        return places, np.concatenate([values for _, values in rows])

    def columns(self, view: View) -> slice:
        """Where the features of one view stand in the matrix."""
        at = [each.view for each in self._learned].index(view)
        return slice(self._starts[at], self._starts[at + 1])

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
