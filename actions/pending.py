"""Typed answers to what the last reply asked for; they come before any other reading of the words."""

from collections.abc import Callable

from actions import conversion, correction, estimate_typed, situation_told, where_told
from actions.answer import Answer
from actions.services import Services
from actions.turn import Turn

# Each looks at the buttons offered last to see whether its own question is still open.
READERS: tuple[Callable[[Turn, Services], Answer | None], ...] = (
    situation_told.answer_typed,
    correction.note_typed,
    where_told.answer_typed,
    conversion.answer_typed,
    estimate_typed.answer_typed,
)


def answer_to_what_was_asked(turn: Turn, services: Services) -> Answer | None:
    """What follows from a typed answer; None where the words are no answer to an open question."""
    if turn.text.startswith("/"):
        return None
    found = (reader(turn, services) for reader in READERS)
    return next((answer for answer in found if answer is not None), None)
