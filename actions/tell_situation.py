"""A tap on an answer to "which is you?"."""

from actions import which_is_you
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.situation_told import take_up
from actions.turn import Turn


class TellSituation(GuidanceAction):
    """Takes the tapped answer up; a tap on an old button goes back to its procedure."""

    action_name = "action_tell_situation"
    intents = (which_is_you.INTENT,)

    def answer(self, turn: Turn) -> Answer:
        """The next question, or the facts of this citizen's case."""
        return take_up(turn, self.services)
