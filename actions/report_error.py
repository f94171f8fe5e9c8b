"""The button "Báo sai"."""

from actions import correction
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn


class ReportError(GuidanceAction):
    """Keeps a correction request for the officers."""

    action_name = "action_report_error"
    intents = (correction.INTENT,)

    def answer(self, turn: Turn) -> Answer:
        """Thanks, and asks what is wrong."""
        return correction.report(turn, self.services)
