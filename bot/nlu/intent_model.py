"""The model behind the intent classifier, free of Rasa."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.nlu.calibration import Floats, fit_mixture, probabilities
from bot.nlu.evidence import LETTERS, MARKED, PHRASES, WORDS, Evidence
from bot.nlu.opinions import Opinions, learn_with_held_out
from bot.nlu.rows import Rows

_VIEWS = (WORDS, LETTERS, MARKED, PHRASES)
# Many names of procedures must teach that a bare name is a question, without drowning the questions.
_NAME_WEIGHT = 0.03
_FIRST_WEIGHTS = (4.0, 0.3)


class IntentModel:
    """Probabilities of the intents of a sentence."""

    def __init__(self, opinions: Opinions, weights: Sequence[float]) -> None:
        self._opinions, self._weights = opinions, np.asarray(weights)
        self.labels = opinions.labels

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        strength: float,
        folds: int,
        names: Sequence[str] = (),
        name_label: str = "",
    ) -> IntentModel:
        """Learns from sentences and their intents; `names` of procedures have the intent `name_label`."""
        evidence = Evidence.fit(texts, _VIEWS)
        rows = Rows.balanced(evidence.matrix(texts), labels)
        named = (
            Rows.evenly(evidence.matrix(names), [name_label] * len(names), _NAME_WEIGHT) if names else None
        )
        intents = sorted(set(labels))
        opinions, held_out = learn_with_held_out(evidence, rows, named, strength, folds, intents)
        truth = [intents.index(label) for label in labels]
        return cls(opinions, fit_mixture(held_out, truth, _FIRST_WEIGHTS).tolist())

    def chances(self, texts: Sequence[str]) -> Floats:
        """One line per text, one column per intent in the order of `labels`."""
        return probabilities(self._opinions.kinds(texts, self.labels) @ self._weights)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        self._opinions.save(folder)
        (folder / "weights.json").write_text(json.dumps(self._weights.tolist()))

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote."""
        return cls(Opinions.load(folder), json.loads((folder / "weights.json").read_text()))
