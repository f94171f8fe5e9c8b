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
from bot.nlu.names import NameIndex, spoken_names
from bot.nlu.opinions import KINDS, Opinions, learn_with_held_out
from bot.nlu.rows import Rows
from procedures_kb.loader import KnowledgeBase

NONE = "none"
_VIEWS = (WORDS, LETTERS, MARKED)
# A name in a record says less about how people talk than a sentence that somebody wrote.
_NAME_WEIGHT = 0.5
_CODE_TYPED = 0.99
# Of linear score, word odds, likeness to a name, and being NONE: where the fit of the weights starts.
_FIRST_WEIGHTS = (4.5, 0.3, 6.0, 2.0)


def labels_of(kb: KnowledgeBase) -> tuple[str, ...]:
    """What a sentence may mean: the codes of the procedures that words may name, and NONE."""
    return (*(each.code for each in kb.nameable), NONE)


@dataclass(frozen=True)
class Ranking:
    """Candidates with the probability of each, best first, and the probability that no procedure is named."""

    candidates: tuple[tuple[str, float], ...]
    none: float


class LinkModel:
    """The trained part, bound to a knowledge base whose records may be newer than the training."""

    def __init__(self, opinions: Opinions, weights: Sequence[float], kb: KnowledgeBase) -> None:
        self._opinions, self._weights, self._kb = opinions, np.asarray(weights), kb
        self._index = NameIndex(kb.nameable)
        self._labels = labels_of(kb)

    @classmethod
    def train(
        cls, texts: Sequence[str], codes: Sequence[str], kb: KnowledgeBase, *, strength: float, folds: int
    ) -> LinkModel:
        """Learns from sentences and the one of `labels_of(kb)` that each means, and from every name."""
        named = [(text, each.code) for each in kb.nameable for text in spoken_names(each)]
        names = [text for text, _ in named]
        evidence = Evidence.fit([*texts, *names], _VIEWS)
        rows = Rows.evenly(evidence.matrix(texts), codes)
        name_rows = Rows.evenly(evidence.matrix(names), [code for _, code in named], _NAME_WEIGHT)
        known = labels_of(kb)
        opinions, held_out = learn_with_held_out(evidence, rows, name_rows, strength, folds, known)
        model = cls(opinions, _FIRST_WEIGHTS, kb)
        truth = [known.index(code) for code in codes]
        model._weights = fit_mixture(model._with_names(held_out, texts), truth, _FIRST_WEIGHTS)
        return model

    def rank(self, text: str, longest: int) -> Ranking:
        """The candidates for one sentence, at most `longest` of them."""
        chances = dict(zip(self._labels, self.chances([text])[0].tolist(), strict=True))
        typed = self._typed_code(text)
        if typed:
            chances = {code: chance * (1 - _CODE_TYPED) for code, chance in chances.items()}
            chances[typed] = chances.get(typed, 0.0) + _CODE_TYPED
        none = chances.pop(NONE)
        best = sorted(chances.items(), key=lambda found: -found[1])[:longest]
        return Ranking(tuple(best), none)

    def chances(self, texts: Sequence[str]) -> Floats:
        """Probabilities, one line per text; columns are the codes of the base in order, then NONE."""
        kinds = self._with_names(self._opinions.kinds(texts, self._labels), texts)
        return probabilities(kinds @ self._weights)

    def _with_names(self, learned: Floats, texts: Sequence[str]) -> Floats:
        """What was learned, the likeness to a name, and being NONE, side by side: rows x labels x kinds."""
        kinds = np.zeros((*learned.shape[:2], len(_FIRST_WEIGHTS)))
        kinds[:, :, :KINDS] = learned
        kinds[:, :-1, KINDS] = self._index.similarities(texts)
        kinds[:, -1, KINDS + 1] = 1.0
        return kinds

    def _typed_code(self, text: str) -> str | None:
        """A procedure's own code in the text: it outweighs every word, and finds what no word may mean."""
        codes = (found.value for found in find_procedure_codes(text))
        return next((code for code in codes if self._kb.get(code)), None)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        self._opinions.save(folder)
        (folder / "weights.json").write_text(json.dumps(self._weights.tolist()))

    @classmethod
    def load(cls, folder: Path, kb: KnowledgeBase) -> LinkModel:
        """Reads what `save` wrote and binds it to the base as it is now."""
        return cls(Opinions.load(folder), json.loads((folder / "weights.json").read_text()), kb)
