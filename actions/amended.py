"""A correction that says what was meant: "không phải, ý tôi là cấp đổi", "k phải tặng, bán mà"."""

from dataclasses import replace

from actions.answer import Answer
from actions.ask_back import ask_back
from actions.aspect_cues import aspect_cues
from actions.aspects import Aspect
from actions.explain import explain
from actions.naming import begun_situation, called, in_case, named_procedures, named_situation
from actions.procedure_choice import Chosen, procedures_of
from actions.services import Services
from actions.turn import Turn
from bot.language.corrected import Corrected, corrected
from procedures_kb.model import Procedure
from procedures_kb.questions import Question, Situation

# Whatever these deny, they are no correction of an answer.
OTHER_MATTERS = ("hotline_", "status", "ask_human", "privacy_delete", "prompt_injection", "abuse")

MOST_MEANT_WORDS = 16  # a longer story is a question of its own, whatever it denies


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """The answer to what is meant, if that names a case, a procedure or an aspect."""
    said = corrected(turn.text, told=turn.intent == "correct")
    if said is None or not said.meant or turn.intent.startswith(OTHER_MATTERS):
        return None
    answered = turn.known_procedure or turn.asked_back
    if not answered or len(said.meant.split()) > MOST_MEANT_WORDS:
        return None
    current = services.kb.get(turn.known_procedure or "")
    meant = replace(turn, text=said.meant)
    cue = aspect_cues().corrected_aspect(said.meant)
    aspect = cue or _asked(turn) or turn.known_aspect or "overview"
    found = _named(turn, said, current, services)
    situation = _situation(said, found, current, any_part=cue is None) if current else None
    if current is not None and situation is not None:
        return _in_case(meant, current, situation, aspect, services)
    if found:
        return _about(meant, found, aspect, services)
    return _about(meant, (current,), cue, services) if current and cue else None


def denied_procedures(said: Corrected, current: Procedure | None, services: Services) -> set[str]:
    """Codes of what is not to be answered: what is denied by name, or else the procedure under discussion.

    Who denies a case of that procedure alone does not deny the procedure.
    """
    if not said.denied:
        return {current.code} if current else set()
    if denied_case(said, current) is not None:
        return set()
    return {one.code for one in named_procedures(said.denied, current, services)}


def denied_case(said: Corrected, current: Procedure | None) -> Question | None:
    """The question of the procedure under discussion to which the denied words are an answer."""
    situation = begun_situation(said.denied, current) if current and said.denied else None
    return current.question_of(situation.id) if current and situation else None


def _asked(turn: Turn) -> Aspect | None:
    return None if turn.aspect == "overview" else turn.aspect


def _named(
    turn: Turn, said: Corrected, current: Procedure | None, services: Services
) -> tuple[Procedure, ...]:
    """What is named and not denied: for sure, if it is new, else by its name, else by what the talk turns to.

    A name that is both meant and denied is meant ("gộp" for "tách").
    """
    like = current or next(iter(procedures_of(turn.asked_back, services)), None)
    denied = denied_procedures(said, current, services)
    sure = services.kb.get(turn.entities.get("procedure", ""))
    if sure is not None and sure != current and sure.code not in denied:
        return (sure,)
    found = named_procedures(said.meant, like, services)
    denied = denied if said.denied else set()
    turned_to = services.kb.get(turn.in_context or "")
    new = (turned_to,) if current is not None and turned_to not in (None, current) else ()
    return tuple(one for one in found if one.code not in denied) or found or new


def _situation(
    said: Corrected, found: tuple[Procedure, ...], current: Procedure, *, any_part: bool
) -> Situation | None:
    """The case of the procedure under discussion that is meant; another procedure's name outweighs it.

    Not so where a case of this one was denied: "không giữ nguyên thửa mà tách thửa".
    """
    another = any(one.code != current.code and called(said.meant, one) for one in found)
    if another and denied_case(said, current) is None:
        return None
    begun = begun_situation(said.meant, current) if any_part and not found else None
    return named_situation(said.meant, current) or begun


def _about(meant: Turn, procedures: tuple[Procedure, ...], aspect: Aspect, services: Services) -> Answer:
    if len(procedures) > 1:
        return ask_back(procedures[: services.thresholds.ask_back_count], aspect, services)
    confidence = meant.candidate_confidence(procedures[0].code) or 1.0
    return explain(meant.with_entities({}), Chosen(procedures[0], confidence), aspect, services)


def _in_case(
    meant: Turn, current: Procedure, situation: Situation, aspect: Aspect, services: Services
) -> Answer:
    told = in_case(meant, current, situation)
    return explain(told, Chosen(current, 1.0), aspect, services)
