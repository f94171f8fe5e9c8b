"""Two opinions on a sentence that err differently: linear scores, and the odds of its words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import sparse

from bot.nlu.linear import LinearScores
from bot.nlu.rows import Floats, Rows
from bot.nlu.word_odds import WordOdds


class Opinions:
    """What was learned of a set of labels; `kinds` gives both opinions side by side, still unweighed."""

    def __init__(self, linear: LinearScores, odds: WordOdds, words: slice) -> None:
        self._linear, self._odds, self._words = linear, odds, words
        self.labels = linear.labels

    @classmethod
    def learn(cls, rows: Rows, words: slice, strength: float) -> Opinions:
        """From rows of evidence; `words` are the columns that hold words."""
        return cls(LinearScores.fit(rows, strength), WordOdds.fit(rows.only(words)), words)

    def kinds(self, matrix: sparse.csr_matrix) -> Floats:
        """Rows x labels x 2."""
        odds = self._odds.scores(matrix[:, self._words])
        return np.stack([self._linear.scores(matrix), odds], axis=-1)

    def save(self, folder: Path) -> None:
        """Writes arrays into the folder; nothing in them can run."""
        self._linear.save(folder)
        self._odds.save(folder)

    @classmethod
    def load(cls, folder: Path, words: slice) -> Opinions:
        """Reads what `save` wrote."""
        return cls(LinearScores.load(folder), WordOdds.load(folder), words)
