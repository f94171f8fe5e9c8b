"""Which procedure a sentence means: what was learned and the knowledge base's own names, weighed together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language.codes import find_procedure_codes
from bot.nlu.calibration import Floats, fit_mixture, probabilities
from bot.nlu.evidence import LETTERS, MARKED, WORDS, Evidence
from bot.nlu.linear import LinearScores, Rows, in_order, out_of_fold_scores
from bot.nlu.names import NameIndex, spoken_names
from procedures_kb.loader import KnowledgeBase

NONE = "none"
_VIEWS = (WORDS, LETTERS, MARKED)
# A name in a record says less about how people talk than a sentence that somebody wrote.
_NAME_WEIGHT = 0.5
_CODE_TYPED = 0.99


@dataclass(frozen=True)
class Ranking:
    """Candidates with the probability of each, best first, and the probability that no procedure is named."""

    candidates: tuple[tuple[str, float], ...]
    none: float


class LinkModel:
    """The trained part, bound to a knowledge base whose records may be newer than the training."""

    def __init__(self, evidence: Evidence, scores: LinearScores, weights: Floats, kb: KnowledgeBase) -> None:
        self._evidence, self._scores, self._weights = evidence, scores, np.asarray(weights)
        self._index = NameIndex(kb.procedures)
        self._labels = (*self._index.codes, NONE)

    @classmethod
    def train(
        cls, texts: Sequence[str], codes: Sequence[str], kb: KnowledgeBase, *, strength: float, folds: int
    ) -> LinkModel:
        """Learns from sentences and the code that each means (NONE for no procedure), and from every name."""
        named = [(text, each.code) for each in kb.procedures for text in spoken_names(each)]
        names = [text for text, _ in named]
        evidence = Evidence.fit([*texts, *names], _VIEWS)
        rows = Rows.evenly(evidence.matrix(texts), codes)
        name_rows = Rows.evenly(evidence.matrix(names), [code for _, code in named], _NAME_WEIGHT)
        held_out, order = out_of_fold_scores(rows, strength, folds, always=name_rows)
        scores = LinearScores.fit(rows + name_rows, strength)
        model = cls(evidence, scores, np.ones(3), kb)
        kinds = model._kinds(in_order(held_out, order, model._labels), texts)
        truth = [model._labels.index(code) for code in codes]
        model._weights = fit_mixture(kinds, truth, [7.0, 6.0, 0.0])
        return model

    def rank(self, text: str, longest: int) -> Ranking:
        """The candidates for one sentence, at most `longest` of them."""
        chances = self.chances([text])[0]
        for found in find_procedure_codes(text):
            if found.value in self._index.codes:
                chances = chances * (1 - _CODE_TYPED) / chances.sum()
                chances[self._labels.index(found.value)] += _CODE_TYPED
                break
        best = np.argsort(-chances[:-1])[:longest]
        return Ranking(
            tuple((self._labels[place], float(chances[place])) for place in best), float(chances[-1])
        )

    def chances(self, texts: Sequence[str]) -> Floats:
        """Probabilities, one line per text; columns are the codes of the base in order, then NONE."""
        scores = self._scores.scores(self._evidence.matrix(texts))
        return probabilities(
            self._kinds(in_order(scores, self._scores.labels, self._labels), texts) @ self._weights
        )

    def _kinds(self, scores: Floats, texts: Sequence[str]) -> Floats:
        """The three kinds of evidence side by side: learned score, likeness to a name, and being NONE."""
        kinds = np.zeros((*scores.shape, 3))
        kinds[:, :, 0] = scores
        kinds[:, :-1, 1] = self._index.similarities(texts)
        kinds[:, -1, 2] = 1.0
        return kinds

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        self._evidence.save(folder)
        self._scores.save(folder)
        (folder / "weights.json").write_text(json.dumps(self._weights.tolist()))

    @classmethod
    def load(cls, folder: Path, kb: KnowledgeBase) -> LinkModel:
        """Reads what `save` wrote and binds it to the base as it is now."""
        weights = np.array(json.loads((folder / "weights.json").read_text()))
        return cls(Evidence.load(folder), LinearScores.load(folder), weights, kb)
