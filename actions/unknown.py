"""Words that were not understood."""

from actions import phrasing
from actions.about import answer_if_named
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.services import Services
from actions.turn import Turn


class Unknown(GuidanceAction):
    """Says so, and offers the topics and the hotline; a procedure named all the same is answered."""

    action_name = "action_unknown"
    intents = ("nlu_fallback",)

    def answer(self, turn: Turn) -> Answer:
        """The procedure counts more than the intent that was not found."""
        aspect = turn.runner_up_aspect(self.services.thresholds.runner_up_aspect)
        # Half-heard words rarely ask for an overview in the middle of a talk about something more precise.
        asked = turn.known_aspect if aspect == "overview" else aspect
        return answer_if_named(turn, asked, self.services) or not_understood(self.services)


class DefaultFallback(GuidanceAction):
    """The same for a turn that no rule fits; it takes the place of Rasa's silent default."""

    action_name = "action_default_fallback"
    intents = ()

    def answer(self, turn: Turn) -> Answer:
        """Never guesses: a turn without a rule is a fault of ours."""
        return not_understood(self.services)


def not_understood(services: Services) -> Answer:
    """The honest way out, with the topics as buttons."""
    replies = phrasing.bubbles(services, "chat/unknown")
    buttons = phrasing.topic_buttons(services.phrasebook.wording, "overview")
    return Answer("unknown", phrasing.with_buttons(replies, buttons))
