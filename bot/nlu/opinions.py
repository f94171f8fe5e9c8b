"""Two opinions on a sentence that err differently: linear scores, and the odds of its words."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from bot.nlu.calibration import Floats
from bot.nlu.evidence import WORDS, Evidence
from bot.nlu.linear import LinearScores
from bot.nlu.rows import Rows, ordered_scores, out_of_fold_scores
from bot.nlu.word_odds import WordOdds

KINDS = 2


class Opinions:
    """What was learned of a set of labels; `kinds` gives both opinions side by side, still unweighed."""

    def __init__(self, evidence: Evidence, linear: LinearScores, odds: WordOdds) -> None:
        self._evidence, self._linear, self._odds = evidence, linear, odds
        self.labels = linear.labels

    @classmethod
    def learn(cls, evidence: Evidence, rows: Rows, strength: float) -> Opinions:
        """From rows of that evidence."""
        words = rows.only(evidence.columns(WORDS))
        return cls(evidence, LinearScores.fit(rows, strength), WordOdds.fit(words))

    def kinds(self, texts: Sequence[str], names: Sequence[str]) -> Floats:
        """Texts x names x KINDS."""
        matrix = self._evidence.matrix(texts)
        linear = ordered_scores(self._linear, matrix, names)
        odds = ordered_scores(self._odds, matrix[:, self._evidence.columns(WORDS)], names)
        return np.stack([linear, odds], axis=-1)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        for part in (self._evidence, self._linear, self._odds):
            part.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Opinions:
        """Reads what `save` wrote."""
        return cls(Evidence.load(folder), LinearScores.load(folder), WordOdds.load(folder))


def learn_with_held_out(
    evidence: Evidence, rows: Rows, always: Rows | None, strength: float, folds: int, names: Sequence[str]
) -> tuple[Opinions, Floats]:
    """What all rows teach, and both opinions on each row by models that never saw it, in columns of `names`.

    The second is what weights and confidences are fitted on. Rows in `always` are learned from, never judged.
    """
    words = evidence.columns(WORDS)
    linear = partial(LinearScores.fit, strength=strength)
    # The fold that is left over would keep one core busy and the other idle.
    with ThreadPoolExecutor(max_workers=1) as aside:
        whole = aside.submit(Opinions.learn, evidence, rows + always if always else rows, strength)
        of_linear = out_of_fold_scores(rows, linear, folds, always, names)
        of_odds = out_of_fold_scores(
            rows.only(words), WordOdds.fit, folds, always and always.only(words), names
        )
        return whole.result(), np.stack([of_linear, of_odds], axis=-1)
