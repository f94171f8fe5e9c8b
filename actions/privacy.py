"""What is kept of a conversation, and how to have it deleted."""

from actions import phrasing
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn


class Privacy(GuidanceAction):
    """Explains what is kept; a person carries out the deletion."""

    action_name = "action_privacy"
    intents = ("privacy_delete",)

    def answer(self, turn: Turn) -> Answer:
        """Never claims that something was deleted: only an officer can do that."""
        replies = phrasing.bubbles(self.services, "scope/privacy")
        titles = self.services.phrasebook.wording.titles
        return Answer("handed_over", phrasing.with_buttons(replies, (phrasing.human(titles),)))
