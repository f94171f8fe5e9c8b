"""What a message means in a talk about a procedure: that one still, or another one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.nlu.rows import Floats

_LEAST, _LEAST_NAMED = 1e-9, 1e-6
# Who corrects what was understood hardly means the same again.
_CORRECTS = 2.0


class Weights(NamedTuple):
    """How much each log chance counts.

    For another procedure: its share of what may be named, its chance beside the name of the one under
    discussion, and that any other is named. For that one: that the words name it or none, its chance beside
    its name, and that talks go on.
    """

    share: float
    in_talk: float
    named: float
    none_named: float
    fits_itself: float
    goes_on: float


# A conditional logit on turns of talks; `python -m bench.nlu.turns` fits it anew.
WEIGHTS = Weights(0.84, 0.41, 0.30, 0.68, 0.12, -3.43)


def scores(alone: Floats, in_talk: Floats, about: int, weights: Weights = WEIGHTS) -> Floats:
    """One for each procedure, the highest is meant.

    Reads the chances of the words alone and beside the name of the procedure at that place; their last column
    is that no procedure is named.
    """
    of_words, of_talk = np.log(alone[:-1] + _LEAST), np.log(in_talk[:-1] + _LEAST)
    none = float(alone[-1])
    share = of_words - np.log(1.0 - none + _LEAST)
    named = np.log(max(1.0 - none - alone[about], 0.0) + _LEAST_NAMED)
    found = weights.share * share + weights.in_talk * of_talk + weights.named * named
    stays = np.log(none + alone[about] + _LEAST)
    found[about] = weights.none_named * stays + weights.fits_itself * of_talk[about] + weights.goes_on
    return found


def meant_in_talk(alone: Floats, in_talk: Floats, about: int, *, corrects: bool) -> int:
    """The place of what is meant."""
    found = scores(alone, in_talk, about)
    found[about] -= _CORRECTS if corrects else 0.0
    return int(np.argmax(found))
