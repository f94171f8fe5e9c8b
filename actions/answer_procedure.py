"""Questions about a procedure: papers, fee, time and the other aspects."""

from actions import payloads
from actions.answer import Answer
from actions.ask_back import ask_back, topic_menu, which_procedure
from actions.aspects import ASPECTS, Aspect, aspect_of_intent
from actions.base import GuidanceAction
from actions.cases import named_situations
from actions.explain import explain
from actions.procedure_choice import Chosen, Doubtful, choose_procedure, near_procedures, procedures_of
from actions.services import Services
from actions.turn import Turn
from actions.where import with_gone_office
from bot.language.fold import fold


class AnswerProcedure(GuidanceAction):
    """Answers one aspect, or asks which procedure is meant."""

    action_name = "action_answer_procedure"
    intents = tuple(f"ask_{aspect}" for aspect in ASPECTS)

    def answer(self, turn: Turn) -> Answer:
        """A tapped topic opens its menu; everything else is a question."""
        aspect = turn.aspect or "overview"
        if "topic" in turn.entities:
            topic = self.services.phrasebook.wording.topic(turn.entities["topic"])
            return (
                topic_menu(topic, aspect, self.services) if topic else which_procedure(aspect, self.services)
            )
        return answer_about(turn, self._carried_on(turn) or aspect, self.services)

    def _carried_on(self, turn: Turn) -> Aspect | None:
        """The aspect asked before, for "còn tách thửa thì sao": the same question about something else."""
        carries_on = self.services.phrasebook.wording.carries_on(fold(turn.text), turn.aspect)
        return turn.known_aspect if carries_on else _asked_of_which(turn)


def _asked_of_which(turn: Turn) -> Aspect | None:
    """The aspect of the open question "of which matter?", which a bare name answers."""
    offered = (payloads.parse(button.payload) for button in turn.offered) if turn.aspect == "overview" else ()
    topics = (one[0] for one in offered if one and "topic" in one[1])
    return next((aspect_of_intent(intent) for intent in topics), None)


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
