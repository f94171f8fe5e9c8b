"""A bare name after an answer: of an aspect or a case of the same procedure, or of another procedure."""

from actions.answer import Answer
from actions.aspect_cues import aspect_cues
from actions.explain import explain
from actions.naming import begun_situation, called, in_case, named_situation, names_of
from actions.procedure_choice import Chosen, procedures_of
from actions.services import Services
from actions.turn import Turn
from bot.language.words import words, words_of_phrase
from procedures_kb.model import Procedure
from procedures_kb.questions import Situation


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """That aspect, or the same in that case or of that procedure; None for words that say more."""
    current = services.kb.get(turn.known_procedure or "")
    if current is None or turn.known_aspect is None or turn.asked_back:
        return None
    wording = services.phrasebook.wording
    bare = wording.bare_follow_up(turn.text)
    asked = aspect_cues().bare_aspect(wording.carried_on(turn.text))
    if asked is not None:
        return explain(turn, Chosen(current, 1.0), asked, services)
    # "Tách thửa" is a case of a transfer too; by itself it names the procedure.
    other = _other(turn, bare, services)
    if other is not None:
        return explain(turn, other, turn.known_aspect, services)
    situation = _situation(turn, bare, current, carried_on=bare != words(turn.text))
    if situation is None:
        return None
    told = in_case(turn, current, situation)
    return explain(told, Chosen(current, 1.0), turn.known_aspect, services)


def _situation(turn: Turn, bare: str, current: Procedure, *, carried_on: bool) -> Situation | None:
    """A case called by its name; after "còn" by a part of it ("còn bán thì sao") that asks for no aspect."""
    part_counts = carried_on and turn.aspect in (None, "overview") and not aspect_cues().aspects_in(bare)
    return named_situation(bare, current) or (begun_situation(bare, current) if part_counts else None)


def _other(turn: Turn, bare: str, services: Services) -> Chosen | None:
    """Another procedure called by its name; by the beginning of it where the linker is sure."""
    near = [one.code for one in turn.candidates if one.confidence >= services.thresholds.ask_back_top]
    for procedure in procedures_of(near, services):
        sure = turn.entities.get("procedure") == procedure.code
        begins = sure and any(words_of_phrase(name).startswith(f"{bare} ") for name in names_of(procedure))
        if bare and procedure.code != turn.known_procedure and (begins or called(bare, procedure)):
            return Chosen(procedure, turn.confidence_in(procedure.code))
    return None
