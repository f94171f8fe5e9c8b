"""The model behind the intent classifier, free of Rasa."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bot.nlu.calibration import Floats, fit_mixture, probabilities
from bot.nlu.evidence import LETTERS, MARKED, PHRASES, WORDS, Evidence
from bot.nlu.linear import LinearScores, Rows, out_of_fold_scores

_VIEWS = (WORDS, LETTERS, MARKED, PHRASES)
# Many names of procedures must teach that a bare name is a question, without drowning the questions.
_NAME_WEIGHT = 0.03


class IntentModel:
    """Probabilities of the intents of a sentence."""

    def __init__(self, evidence: Evidence, scores: LinearScores, sharpness: float) -> None:
        self._evidence, self._scores, self._sharpness = evidence, scores, sharpness
        self.labels = scores.labels

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
        held_out, order = out_of_fold_scores(rows, strength, folds, always=named)
        sharpness = fit_mixture(held_out[:, :, None], [order.index(label) for label in labels], [3.0])[0]
        return cls(evidence, LinearScores.fit(rows + named if named else rows, strength), float(sharpness))

    def chances(self, texts: Sequence[str]) -> Floats:
        """One line per text, one column per intent in the order of `labels`."""
        return probabilities(self._scores.scores(self._evidence.matrix(texts)) * self._sharpness)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        self._evidence.save(folder)
        self._scores.save(folder)
        (folder / "sharpness.json").write_text(json.dumps(self._sharpness))

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote."""
        sharpness = float(json.loads((folder / "sharpness.json").read_text()))
        return cls(Evidence.load(folder), LinearScores.load(folder), sharpness)
