"""Questions about a procedure: papers, fee, time and the other aspects."""

from actions import payloads
from actions.about import answer_about
from actions.answer import Answer
from actions.ask_back import topic_menu, which_procedure
from actions.aspects import ASPECTS, SAME_ASPECT, Aspect, aspect_of_intent
from actions.base import GuidanceAction
from actions.turn import Turn


class AnswerProcedure(GuidanceAction):
    """Answers one aspect, or asks which procedure is meant."""

    action_name = "action_answer_procedure"
    intents = (*(f"ask_{aspect}" for aspect in ASPECTS), SAME_ASPECT)

    def answer(self, turn: Turn) -> Answer:
        """A tapped topic opens its menu; everything else is a question."""
        aspect = turn.aspect or "overview"
        if "topic" in turn.entities:
            topic = self.services.phrasebook.wording.topic(turn.entities["topic"])
            return (
                topic_menu(topic, aspect, self.services) if topic else which_procedure(aspect, self.services)
            )
        return answer_about(turn, _asked_of_which(turn) or aspect, self.services)


def _asked_of_which(turn: Turn) -> Aspect | None:
    """The aspect of the open question "of which matter?", which a bare name answers."""
    offered = (payloads.parse(button.payload) for button in turn.offered) if turn.aspect == "overview" else ()
    topics = (one[0] for one in offered if one and "topic" in one[1])
    return next((aspect_of_intent(intent) for intent in topics), None)
