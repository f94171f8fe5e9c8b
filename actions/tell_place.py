"""A tap on the commune that was meant."""

from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn
from actions.where import INTENT, spot_of
from actions.where_told import take_up


class TellPlace(GuidanceAction):
    """Takes the tapped commune up; without one, asks for it."""

    action_name = "action_tell_place"
    intents = (INTENT,)

    def answer(self, turn: Turn) -> Answer:
        """The office of that commune, or what it is called today."""
        return take_up(turn, spot_of(turn, self.services), self.services)
