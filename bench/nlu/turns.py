"""Fits what `bot/nlu/turning.py` weighs by, on development turns that no model has learned from.

``.venv-nlu/bin/python -m bench.nlu.turns MODEL.tar.gz``, a minute.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bench.nlu.sets import DEVELOPMENT, Line, development, right_codes
from bench.nlu.stored import linker_folder
from bot.language.corrected import corrected
from bot.language.normalise import normalise
from bot.language.personal_data import mask
from bot.nlu.labels import labels_of
from bot.nlu.linking import LinkModel
from bot.nlu.names import open_knowledge_base
from bot.nlu.rows import Bools, Floats
from bot.nlu.turning import WEIGHTS, Heard, Weights, scores

TURNS = DEVELOPMENT / "turns.jsonl"
# How much of the whole each kind counts, however many there are of it: whole talks are the real thing, and
# single turns, whose talk was drawn by lot, have what talks are short of.
KINDS: Mapping[str, float] = {
    "in a talk, the same": 0.35,
    "in a talk, another": 0.25,
    "the same procedure, asked on": 0.12,
    "the same procedure, another case": 0.10,
    "another is asked about": 0.07,
    "corrected": 0.06,
    "the same of another": 0.05,
}
FOLDS, SMOOTH = 5, 3e-4
# Shares of turns are small numbers; the search stops at small steps.
SCALE = 1000.0


@dataclass(frozen=True)
class Turn:
    """A message in a talk, and what is right."""

    heard: Heard
    right: Bools
    kind: str
    share: float

    def loss(self, weights: Weights) -> float:
        """The share of this turn times the logarithm by which the right ones are missed."""
        found = scores(self.heard, weights)
        odds = np.exp(found - found.max())
        return float(-self.share * np.log(odds[self.right].sum() / odds.sum() + 1e-12))

    def hit(self, weights: Weights) -> bool:
        """Whether what is meant is found."""
        return bool(self.right[np.argmax(scores(self.heard, weights))])


def main() -> None:
    """Prints how many are right as it stands and in folds, and the weights that do best on all."""
    with linker_folder(Path(sys.argv[1])) as folder:
        turns = _turns(folder)
    _tell("as it stands", turns, [turn.hit(WEIGHTS) for turn in turns])
    in_folds = np.zeros(len(turns), dtype=bool)
    for fold in range(FOLDS):
        weights = _fitted([turn for at, turn in enumerate(turns) if at % FOLDS != fold])
        in_folds[fold::FOLDS] = [turn.hit(weights) for turn in turns[fold::FOLDS]]
    _tell(f"fitted in {FOLDS} folds", turns, in_folds)
    print([round(weight, 2) for weight in _fitted(turns)])


def _turns(folder: Path) -> list[Turn]:
    kb = open_knowledge_base(None)
    labels, model = labels_of(kb), LinkModel.load(folder, kb)
    said = [one for one in _said() if one["about"] in labels and right_codes(one) & set(labels)]
    counts = Counter(one["kind"] for one in said)
    return [_turn(model, labels, one, KINDS[one["kind"]] / counts[one["kind"]]) for one in said]


def _turn(model: LinkModel, labels: Sequence[str], one: Line, share: float) -> Turn:
    text = normalise(mask(one["text"], keep_dossier_codes=True))
    read = corrected(text)
    meant = read.meant if read else ""
    heard = model.heard(meant or text, labels.index(one["about"]), corrects=bool(meant))
    return Turn(heard, np.isin(labels[:-1], list(right_codes(one))), one["kind"], share)


def _said() -> Iterator[Line]:
    for line in TURNS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        yield {**one, "procedure": one["meant"]}
    for talk in development().talks:
        about = None
        for turn in talk["turns"]:
            if about and turn.get("procedure"):
                kind = "in a talk, the same" if turn["procedure"] == about else "in a talk, another"
                yield {**turn, "about": about, "kind": kind}
            about = turn.get("procedure") or about


def _fitted(turns: Sequence[Turn]) -> Weights:
    def loss(weights: Floats) -> float:
        missed = sum(turn.loss(Weights(*weights)) for turn in turns)
        return SCALE * (missed + SMOOTH * float(np.sum(weights[:-1] ** 2)))

    return Weights(*minimize(loss, WEIGHTS, method="L-BFGS-B").x)


def _tell(what: str, turns: Sequence[Turn], hits: Sequence[bool] | Bools) -> None:
    print(f"{what}: {100 * sum(turn.share for turn, hit in zip(turns, hits, strict=True) if hit):.1f} %")
    for kind in KINDS:
        own = [hit for turn, hit in zip(turns, hits, strict=True) if turn.kind == kind]
        print(f"  {kind}: {100 * np.mean(own):.1f} % of {len(own)}")


if __name__ == "__main__":
    main()
