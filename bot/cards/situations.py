"""What must still be known of a case for a fact of the record to hold."""

import msgspec

from procedures_kb.case import Case
from procedures_kb.model import SituationalItem
from procedures_kb.questions import Situation


class Condition(msgspec.Struct, frozen=True):
    """Answers to one question, any of which will do; `others` are those that will not."""

    names: tuple[str, ...]
    others: tuple[str, ...]


def conditions(item: SituationalItem, case: Case) -> tuple[Condition, ...]:
    """What must be met for the fact to hold; all of it; nothing for a fact that holds for sure."""
    return tuple(_condition(held, case) for held in case.conditions(item) or ())


def _condition(held: tuple[Situation, ...], case: Case) -> Condition:
    question = case.procedure.question_of(held[0].id)
    possible = case.possible(question) if question else ()
    others = tuple(one.name for one in possible if one not in held)
    return Condition(tuple(one.name for one in held), others)
