"""What follows when a citizen has told a part of his case."""

from actions import which_is_you
from actions.answer import Answer
from actions.ask_back import which_procedure
from actions.explain import Beside, explain
from actions.procedure_choice import Chosen
from actions.services import Services
from actions.turn import Turn
from procedures_kb.model import Procedure
from procedures_kb.questions import Question


def take_up(turn: Turn, services: Services) -> Answer:
    """The next question or the facts of the case, on the aspect asked for before (else the papers)."""
    code, _, told = turn.entities.get("case", "").partition("/")
    procedure = services.kb.get(code)
    if procedure is None:
        return which_procedure(turn.known_aspect or "overview", services)
    page = which_is_you.next_page(told, procedure)
    if page is not None:
        return _more(procedure, *page, turn, services)
    aspect = turn.known_aspect if turn.known_aspect in which_is_you.DECIDED else "papers"
    beside = Beside((aspect, *turn.known_further))
    return explain(turn, Chosen(procedure, 1.0), aspect, services, beside)


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """The same for an answer in words; None where they answer no open question on the case."""
    tapped = which_is_you.replied(turn, services)
    return take_up(tapped, services) if tapped else None


def _more(procedure: Procedure, question: Question, first: int, turn: Turn, services: Services) -> Answer:
    return Answer(
        outcome="asked_back_situation",
        replies=(which_is_you.ask(question, procedure, services, first),),
        aspect=turn.known_aspect,
        procedure=procedure.code,
        slots={"procedure": procedure.code},
    )
