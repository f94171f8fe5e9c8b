"""Which of a closed set of labels a sentence deserves, free of Rasa."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.nlu.calibration import Floats, fit_mixture, probabilities
from bot.nlu.evidence import Evidence
from bot.nlu.opinions import Opinions
from bot.nlu.rows import Rows, judges
from bot.nlu.views import View

_FIRST_WEIGHTS = (4.0, 0.3)


class SentenceModel:
    """Probabilities of the labels of a sentence."""

    def __init__(self, evidence: Evidence, opinions: Opinions, weights: Sequence[float]) -> None:
        self._evidence, self._opinions, self._weights = evidence, opinions, np.asarray(weights)
        self.labels = opinions.labels

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        views: Sequence[View],
        *,
        strength: float,
        balance: float,
        besides: tuple[Sequence[str], Mapping[str, float]] = ((), {}),
    ) -> SentenceModel:
        """Learns from sentences and their labels; the first view holds words.

        `besides` are further texts and how much each of them speaks for some labels; they never judge.
        """
        evidence, matrix = Evidence.fit(texts, views)
        rows = Rows.balanced(matrix, labels, balance)
        judging = judges(texts)
        more, speaks_for = besides
        beside = evidence.matrix(more) if more else matrix[:0]
        extra = rows.pick([])
        for label, weight in speaks_for.items():
            extra += Rows.evenly(beside, [label] * len(more), weight)
        words = evidence.columns_of_first()
        partial = Opinions.learn(rows.pick(~judging) + extra, words, strength)
        weights = _fit(rows.pick(judging & np.isin(labels, partial.labels)), partial)
        return cls(evidence, Opinions.learn(rows + extra, words, strength), weights)

    def chances(self, texts: Sequence[str]) -> Floats:
        """One line per text, one column per label in the order of `labels`."""
        return probabilities(self._opinions.kinds(self._evidence.matrix(texts)) @ self._weights)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        folder.mkdir(exist_ok=True)
        self._evidence.save(folder)
        self._opinions.save(folder)
        (folder / "weights.json").write_text(json.dumps(self._weights.tolist()))

    @classmethod
    def load(cls, folder: Path) -> SentenceModel:
        """Reads what `save` wrote."""
        evidence = Evidence.load(folder)
        opinions = Opinions.load(folder, evidence.columns_of_first())
        return cls(evidence, opinions, json.loads((folder / "weights.json").read_text()))


def _fit(judged: Rows, partial: Opinions) -> list[float]:
    """The weights for which sentences that the partial opinions never saw get their own labels."""
    truth = [partial.labels.index(label) for label in judged.labels]
    return [float(weight) for weight in fit_mixture(partial.kinds(judged.matrix), truth, _FIRST_WEIGHTS)]
