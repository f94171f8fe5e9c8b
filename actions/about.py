"""The answer to a question about a procedure, once its aspect is known."""

from dataclasses import replace

from actions.answer import Answer
from actions.ask_back import ask_back, which_procedure
from actions.aspect_cues import MOST_ASPECTS, asked_aspects, aspect_cues
from actions.aspects import Aspect
from actions.cases import named_situations
from actions.explain import Beside, explain
from actions.procedure_choice import (
    Chosen,
    choose_procedure,
    near_procedures,
    procedures_of,
    runner_up,
)
from actions.services import Services
from actions.turn import Turn
from actions.two_questions import question_button, two_questions
from actions.where import with_gone_office
from bot.language.clauses import clauses
from procedures_kb.model import Procedure


def answer_about(turn: Turn, aspect: Aspect, services: Services) -> Answer:
    """The answer on the procedure meant, a choice between near ones, or the question which one."""
    two = two_questions(turn, aspect, services)
    if two is not None:
        return explain(turn, two.chosen, two.aspect, services, Beside(two.aspects, (two.button,)))
    aspects = _aspects(turn, aspect)
    aspect = aspects[0]  # of several the one asked first, as a person would answer
    choice = choose_procedure(turn, services)
    if isinstance(choice, Chosen):
        other = runner_up(turn, choice.procedure, services)
        return explain(turn, choice, aspect, services, _beside(aspects, other, services))
    offered = procedures_of(turn.asked_back, services)
    if choice is None and offered:
        # Who asks on instead of choosing is answered on the likeliest; the answer names it.
        likeliest, *others = sorted(offered, key=lambda one: one.code != turn.in_context)
        beside = _beside(aspects, next(iter(others), None), services)
        return explain(turn, Chosen(likeliest, turn.none_probability), aspect, services, beside)
    asked = ask_back(choice.procedures, aspect, services) if choice else which_procedure(aspect, services)
    further = [one for one in aspects if one != aspect]
    waiting = replace(asked, slots={**asked.slots, "further": further})
    return with_gone_office(waiting, turn, services)


def _beside(aspects: tuple[Aspect, ...], other: Procedure | None, services: Services) -> Beside:
    """What stands beside an answer: further aspects, and the same question about another procedure."""
    return Beside(aspects, (question_button(other, aspects[0], services),) if other else ())


def _aspects(turn: Turn, aspect: Aspect) -> tuple[Aspect, ...]:
    """All that the words ask for; a tap on a procedure asked back brings what was asked beside it."""
    if turn.text.startswith("/") and aspect == turn.known_aspect and turn.asked_back:
        return (aspect, *turn.known_further)
    return asked_aspects(turn.text, aspect) if aspect != "overview" else _told_by_cues(turn.text)


def _told_by_cues(text: str) -> tuple[Aspect, ...]:
    """What a question taken for a general one still names beyond doubt; "xin giấy gì" is general."""
    told = (one for clause in clauses(text) for one in aspect_cues().aspects_in(clause) if one != "papers")
    return tuple(dict.fromkeys(told))[:MOST_ASPECTS] or ("overview",)


def answer_if_named(turn: Turn, aspect: Aspect | None, services: Services) -> Answer | None:
    """The answer to words whose intent is no aspect, if they still name a procedure, an aspect or a case."""
    if "procedure" in turn.entities or near_procedures(turn, services):
        return answer_about(turn, aspect or turn.known_aspect or "overview", services)
    current = services.kb.get(turn.known_procedure or "")
    if current is not None and (aspect or named_situations(turn.text, current.situations)):
        return answer_about(turn, aspect or turn.known_aspect or "overview", services)
    return None
