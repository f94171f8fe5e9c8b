"""The button "Ước tính tiền" and the buttons under its questions."""

from actions import estimate
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.estimate_plan import INTENT
from actions.turn import Turn


class GiveEstimate(GuidanceAction):
    """Asks what it needs and computes; typed answers are read by actions/estimate_typed.py."""

    action_name = "action_give_estimate"
    intents = (INTENT,)

    def answer(self, turn: Turn) -> Answer:
        """The next question, or the estimate."""
        return estimate.tapped(turn, self.services)
