"""The way to a person."""

from actions import phrasing
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn


class HandOver(GuidanceAction):
    """Gives the number to call; nobody answers inside the chat yet, and it says so."""

    action_name = "action_hand_over"
    intents = ("ask_human",)

    def answer(self, turn: Turn) -> Answer:
        """The question asked back, if any, is closed."""
        replies = phrasing.bubbles(self.services, "chat/hand_over")
        menu = phrasing.menu(self.services.phrasebook.wording.titles)
        return Answer("handed_over", phrasing.with_buttons(replies, (menu,)), slots={"candidates": []})
