"""What is read before the action looks: answers to the last reply, corrections, codes and bare names."""

from collections.abc import Callable

from actions import (
    amended,
    code_told,
    conversion,
    correction,
    dossier_factor_told,
    dossier_follow,
    estimate_typed,
    follow_up,
    situation_told,
    where_told,
)
from actions.answer import Answer
from actions.services import Services
from actions.turn import Turn

# The first that takes the words wins. An open question is known by the buttons offered last; a code, a bare
# place and a bare conversion are understood at any time; corrections and bare names need an answer before.
READERS: tuple[Callable[[Turn, Services], Answer | None], ...] = (
    dossier_factor_told.answer_typed,
    dossier_follow.answer_typed,
    correction.note_typed,
    amended.answer_typed,
    situation_told.answer_typed,
    code_told.answer_typed,
    where_told.answer_typed,
    conversion.answer_typed,
    estimate_typed.answer_typed,
    follow_up.answer_typed,
)


def answer_to_what_was_asked(turn: Turn, services: Services) -> Answer | None:
    """What follows from words that one of them takes; None for all other words."""
    found = (reader(turn, services) for reader in READERS)
    return next((answer for answer in found if answer is not None), None)
