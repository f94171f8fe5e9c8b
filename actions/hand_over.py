"""The way to a person."""

from actions import phrasing
from actions.answer import Answer, Effect, Reply
from actions.base import GuidanceAction
from actions.turn import Turn
from bot.handover.standing import ASK


class HandOver(GuidanceAction):
    """Calls an officer into the chat; where nobody ever answers there, gives the number to call."""

    action_name = "action_hand_over"
    intents = ("ask_human",)

    def answer(self, turn: Turn) -> Answer:
        """The question asked back, if any, is closed."""
        menu = phrasing.menu(self.services.phrasebook.wording.titles)
        return Answer(
            "handed_over",
            phrasing.with_buttons(self._words(), (menu,)),
            effects=(Effect(ASK, {}),) if self.services.live else (),
            slots={"candidates": []},
        )

    def _words(self) -> tuple[Reply, ...]:
        if self.services.live is None:
            return phrasing.bubbles(self.services, "chat/hand_over")
        standing = self.services.live.standing(self.services.now())
        return phrasing.bubbles(self.services, "chat/officer_called", standing=standing)
