"""What a message means in a talk about a procedure: that one still, or another one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.nlu.rows import Floats

_LEAST, _LEAST_NAMED = 1e-9, 1e-6
# Who corrects what was understood hardly means the same again.
_CORRECTS = 2.0


class Heard(NamedTuple):
    """A message in a talk, as far as it tells which procedure is meant.

    The chances of the words alone and beside the name of the procedure at `about`, the last that none is
    named; how much the name of each procedure is like that one's, and how much of the rest of it is said;
    whether what was understood is corrected.
    """

    alone: Floats
    in_talk: Floats
    about: int
    alike: Floats
    newly_said: Floats
    corrects: bool


class Weights(NamedTuple):
    """How much each log chance counts.

    For another procedure: its share of what may be named, its chance beside the name of the one under
    discussion, that any other is named, how alike the two are, and that one alike is newly said. For that
    one: that the words name it or none, its chance beside its name, and that talks go on.
    """

    share: float
    in_talk: float
    named: float
    alike: float
    newly_said: float
    none_named: float
    fits_itself: float
    goes_on: float


# A conditional logit on turns of talks; `python -m bench.nlu.turns` fits it anew.
WEIGHTS = Weights(1.17, 0.25, 0.17, 2.99, 2.83, 0.88, 0.22, -1.05)


def scores(heard: Heard, weights: Weights = WEIGHTS) -> Floats:
    """One for each procedure, the highest is meant."""
    alone, about = heard.alone, heard.about
    of_words, of_talk = np.log(alone[:-1] + _LEAST), np.log(heard.in_talk[:-1] + _LEAST)
    none = float(alone[-1])
    share = of_words - np.log(1.0 - none + _LEAST)
    named = np.log(max(1.0 - none - alone[about], 0.0) + _LEAST_NAMED)
    found = weights.share * share + weights.in_talk * of_talk + weights.named * named
    found += (weights.alike + weights.newly_said * heard.newly_said) * heard.alike
    stays = np.log(none + alone[about] + _LEAST)
    found[about] = weights.none_named * stays + weights.fits_itself * of_talk[about] + weights.goes_on
    found[about] -= _CORRECTS * heard.corrects
    return found


def meant_in_talk(heard: Heard) -> int:
    """The place of what is meant."""
    return int(np.argmax(scores(heard)))
