"""What is likely to be meant, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.rows import Floats, Indices

_CODE_TYPED = 0.99


@dataclass(frozen=True)
class Ranking:
    """Candidates with the probability of each, best first, and the probability that no procedure is named.

    `in_talk`: the procedure meant where the words may leave it out, in a talk about one.
    """

    candidates: tuple[tuple[str, float], ...]
    none: float
    in_talk: str | None = None


def best(labels: Sequence[str], chances: Floats, longest: int) -> tuple[tuple[str, float], ...]:
    """At most `longest` of the labels, each with its chance, the likeliest first."""
    few = _largest(chances, longest)
    return tuple((labels[at], float(chances[at])) for at in few)


def with_typed_code(ranking: Ranking, code: str, chance: float) -> Ranking:
    """A procedure's own code in the text outweighs every word; `chance` is what the words gave it."""
    rest = 1 - _CODE_TYPED
    others = [(each, rest * found) for each, found in ranking.candidates if each != code]
    first = (code, _CODE_TYPED + rest * chance)
    longest = max(len(ranking.candidates), 1)
    return Ranking((first, *others)[:longest], rest * ranking.none, code if ranking.in_talk else None)


def _largest(values: Floats, count: int) -> Indices:
    """Places of the largest ones; only these are sorted, as there may be very many."""
    few = np.argpartition(-values, min(count, len(values) - 1))[:count]
    return few[np.argsort(-values[few])]
