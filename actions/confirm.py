"""Yes, no, and "that is not what I meant"."""

from actions import phrasing
from actions.about import answer_about, answer_if_named
from actions.answer import Answer
from actions.ask_back import ask_back
from actions.base import GuidanceAction
from actions.explain import explain
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
            return explain(turn, Chosen(pending[0], 1.0), aspect, self.services)
        if pending:
            return ask_back(pending, aspect, self.services)
        wording = self.services.phrasebook.wording
        replies = phrasing.bubbles(self.services, "chat/affirm")
        return Answer("chatted", phrasing.with_buttons(replies, (phrasing.menu(wording.titles),)))


class Deny(GuidanceAction):
    """A no or a correction: what was understood is dropped, the new words count."""

    action_name = "action_deny"
    intents = ("deny", "correct")

    def answer(self, turn: Turn) -> Answer:
        """A correction that names another procedure or aspect is answered; a bare no gets the topics."""
        if turn.intent == "correct":
            aspect = turn.runner_up_aspect(self.services.thresholds.runner_up_aspect)
            # "Không phải mất mà bị rách" corrects the procedure; what was asked about it stays the same.
            corrected = answer_if_named(turn, None if aspect == "overview" else aspect, self.services)
            if corrected is not None:
                return corrected
        wording = self.services.phrasebook.wording
        replies = phrasing.bubbles(self.services, "chat/deny", asked_back=bool(turn.asked_back))
        return Answer(
            outcome="unknown" if turn.asked_back else "chatted",
            replies=phrasing.with_buttons(
                replies, phrasing.topic_buttons(wording, turn.known_aspect or "overview")
            ),
            slots={"candidates": []},
        )
