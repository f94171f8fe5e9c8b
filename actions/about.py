"""The answer to a question about a procedure, once its aspect is known."""

from actions.answer import Answer
from actions.ask_back import ask_back, which_procedure
from actions.aspects import Aspect
from actions.cases import named_situations
from actions.explain import explain
from actions.procedure_choice import Chosen, Doubtful, choose_procedure, near_procedures, procedures_of
from actions.services import Services
from actions.turn import Turn
from actions.where import with_gone_office


def answer_about(turn: Turn, aspect: Aspect, services: Services) -> Answer:
    """The answer on the procedure meant, a choice between near ones, or the question which one."""
    choice = choose_procedure(turn, services)
    if isinstance(choice, Chosen):
        return explain(turn, choice, aspect, services)
    if isinstance(choice, Doubtful):
        return with_gone_office(ask_back(choice.procedures, aspect, services), turn, services)
    # "phí bao nhiêu" in reply to "which of these?" changes the aspect; the question still stands.
    pending = procedures_of(turn.asked_back, services)
    asked = ask_back(pending, aspect, services) if pending else which_procedure(aspect, services)
    return with_gone_office(asked, turn, services)


def answer_if_named(turn: Turn, aspect: Aspect | None, services: Services) -> Answer | None:
    """The answer to words whose intent is no aspect, if they still name a procedure, an aspect or a case."""
    if "procedure" in turn.entities or near_procedures(turn, services):
        return answer_about(turn, aspect or turn.known_aspect or "overview", services)
    current = services.kb.get(turn.known_procedure or "")
    if current is not None and (aspect or named_situations(turn.text, current.situations)):
        return answer_about(turn, aspect or turn.known_aspect or "overview", services)
    return None
