"""Which procedure a sentence means: what was learned and the knowledge base's own words, weighed together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language.codes import find_procedure_codes
from bot.language.normalise import normalise
from bot.nlu.calibration import fit_mixture, probabilities
from bot.nlu.evidence import Evidence
from bot.nlu.kin import kin_of
from bot.nlu.labels import NONE, labels_of, plays_unknown
from bot.nlu.link_evidence import FIRST_WEIGHTS, LinkEvidence
from bot.nlu.names import spoken_names
from bot.nlu.opinions import Opinions
from bot.nlu.ranking import Ranking, best, with_typed_code
from bot.nlu.rows import Floats, Rows, judges
from bot.nlu.sisters import Sisters
from bot.nlu.turning import Heard, meant_in_talk
from bot.nlu.views import LETTERS, MARKED, WORDS
from procedures_kb.loader import KnowledgeBase

_VIEWS = (WORDS, LETTERS, MARKED)
# A name in a record says less about how people talk than a sentence that somebody wrote.
_NAME_WEIGHT = 0.5
# So many times those that play the unknown one are still few: new records, not the whole country's.
_FEW = 4
# More of them would only take longer: eight weights are fitted.
_MOST_JUDGES = 2500


@dataclass(frozen=True)
class Learned:
    """What stays of a training."""

    evidence: Evidence
    opinions: Opinions
    kin: Sequence[Sequence[str]]
    weights: Sequence[float]
    unknown: int  # how many procedures played the unknown ones


class LinkModel:
    """What was learned, bound to a knowledge base whose records may be newer than the training."""

    def __init__(self, learned: Learned, kb: KnowledgeBase) -> None:
        self._learned, self._kb, self._labels = learned, kb, labels_of(kb)
        self._evidence = LinkEvidence(kb.nameable, self._labels, learned.opinions, learned.kin)
        self._sisters = Sisters(kb.nameable)
        alone = ~self._evidence.learned
        # A crowd of procedures without sentences shares what a few are likely to be asked for.
        few = _FEW * max(learned.unknown, 1)
        self._share = np.where(alone, -np.log(max(alone.sum() / few, 1.0)), 0.0)

    @classmethod
    def train(
        cls, texts: Sequence[str], codes: Sequence[str], kb: KnowledgeBase, *, strength: float
    ) -> LinkModel:
        """Learns from sentences and the one of `labels_of(kb)` that each means, and from every name."""
        # Names alone teach too little of a procedure: without sentences it is better found by its record.
        taught = set(codes)
        named = [
            (text, each.code) for each in kb.nameable if each.code in taught for text in spoken_names(each)
        ]
        evidence, matrix = Evidence.fit([*texts, *(text for text, _ in named)], _VIEWS)
        rows = Rows.evenly(matrix[: len(texts)], codes)
        name_rows = Rows.evenly(matrix[len(texts) :], [code for _, code in named], _NAME_WEIGHT)
        unknown = np.array([plays_unknown(code) for code in codes])
        judging = judges(texts) | unknown
        known_names = np.array([not plays_unknown(code) for code in name_rows.labels])
        some = rows.pick(~judging) + name_rows.pick(known_names)
        judged = [text for text, judges_it in zip(texts, judging, strict=True) if judges_it]
        parts = {code for code in codes if plays_unknown(code)}
        words, kin = evidence.columns_of_first(), kin_of(rows)
        # Not in a thread: all of a process draw from liblinear's one row of random numbers, and no two
        # trainings would learn the same.
        with ProcessPoolExecutor(max_workers=1) as apart:
            opinions = apart.submit(Opinions.learn, rows + name_rows, words, strength)
            partial = Opinions.learn(some, words, strength)
            weights = _fit(rows.pick(judging), judged, partial, kin, kb)
            return cls(Learned(evidence, opinions.result(), kin, weights, len(parts)), kb)

    def rank(self, text: str, longest: int, about: str | None = None, *, corrects: bool = False) -> Ranking:
        """The candidates for one sentence, at most `longest`, said in a talk about a procedure or not.

        Who corrects what was understood hardly goes on about it.
        """
        if about != NONE and about in self._labels:
            heard = self.heard(text, self._labels.index(about), corrects=corrects)
            alone, meant = heard.alone, self._labels[meant_in_talk(heard)]
        else:
            [alone], meant = self.chances([text]), None
        ranking = Ranking(best(self._labels, alone[:-1], longest), float(alone[-1]), meant)
        typed = self._typed_code(text)
        chance = alone[self._labels.index(typed)] if typed in self._labels else 0.0
        return with_typed_code(ranking, typed, float(chance)) if typed else ranking

    def heard(self, text: str, about: int, *, corrects: bool = False) -> Heard:
        """What the sentence tells in a talk about the procedure at that place among the labels."""
        name = self._kb.get(self._labels[about]).plain_name
        beside = f"{text} . {normalise(name)}"
        alone, in_talk = self.chances([text, beside])
        alike, newly_said = self._sisters.alike(about), self._sisters.newly_said(text, about)
        return Heard(alone, in_talk, about, alike, newly_said, corrects)

    def chances(self, texts: Sequence[str]) -> Floats:
        """Probabilities, one line per text; columns are the codes of the base in order, then NONE."""
        matrix = self._learned.evidence.matrix(texts)
        kinds = self._evidence.kinds(texts, matrix)
        return probabilities(kinds @ np.asarray(self._learned.weights) + self._share)

    def _typed_code(self, text: str) -> str | None:
        """A procedure's own code in the text: it outweighs every word, and finds what no word may mean."""
        codes = (found.value for found in find_procedure_codes(text))
        return next((code for code in codes if self._kb.get(code)), None)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        learned = self._learned
        learned.evidence.save(folder)
        learned.opinions.save(folder)
        kept = {"kin": learned.kin, "weights": learned.weights, "unknown": learned.unknown}
        (folder / "ranking.json").write_text(json.dumps(kept))

    @classmethod
    def load(cls, folder: Path, kb: KnowledgeBase) -> LinkModel:
        """Reads what `save` wrote and binds it to the base as it is now."""
        evidence = Evidence.load(folder)
        opinions = Opinions.load(folder, evidence.columns_of_first())
        kept = json.loads((folder / "ranking.json").read_text())
        return cls(Learned(evidence, opinions, kept["kin"], kept["weights"], kept["unknown"]), kb)


def _fit(
    judged: Rows, texts: Sequence[str], partial: Opinions, kin: Sequence[Sequence[str]], kb: KnowledgeBase
) -> list[float]:
    """The weights for which sentences that the partial opinions never saw get their own labels."""
    few = np.arange(0, len(texts), max(len(texts) // _MOST_JUDGES, 1))
    judged, texts = judged.pick(few), [texts[at] for at in few]
    labels = labels_of(kb)
    kinds = LinkEvidence(kb.nameable, labels, partial, kin).kinds(texts, judged.matrix)
    truth = [labels.index(code) for code in judged.labels]
    return [float(weight) for weight in fit_mixture(kinds, truth, FIRST_WEIGHTS)]
