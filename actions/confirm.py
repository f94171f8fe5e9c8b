"""A yes."""

from actions import phrasing
from actions.about import answer_about
from actions.answer import Answer
from actions.ask_back import ask_back
from actions.base import GuidanceAction
from actions.explain import Beside, explain
from actions.procedure_choice import Chosen, procedures_of
from actions.turn import Turn


class Affirm(GuidanceAction):
    """A yes settles a question about one procedure, and settles nothing between several."""

    action_name = "action_affirm"
    intents = ("affirm",)

    def answer(self, turn: Turn) -> Answer:
        """Answers on the one procedure asked about, or asks again."""
        aspect = turn.known_aspect or "overview"
        pending = procedures_of(turn.asked_back, self.services)
        if "procedure" in turn.entities:
            return answer_about(turn, aspect, self.services)
        if len(pending) == 1:
            beside = Beside((aspect, *turn.known_further))
            return explain(turn, Chosen(pending[0], 1.0), aspect, self.services, beside)
        if pending:
            return ask_back(pending, aspect, self.services)
        wording = self.services.phrasebook.wording
        replies = phrasing.bubbles(self.services, "chat/affirm")
        return Answer("chatted", phrasing.with_buttons(replies, (phrasing.menu(wording.titles),)))
