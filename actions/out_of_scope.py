"""Questions that belong elsewhere."""

from actions import phrasing
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn


class OutOfScope(GuidanceAction):
    """Says where such a question belongs, and what can be asked here."""

    action_name = "action_out_of_scope"
    intents = ("other_agency", "legal_knowledge", "off_topic")

    def answer(self, turn: Turn) -> Answer:
        """One template per kind; the menu leads back to what is answered here."""
        titles = self.services.phrasebook.wording.titles
        replies = phrasing.bubbles(self.services, f"scope/{turn.intent}")
        buttons = (phrasing.menu(titles), phrasing.human(titles))
        return Answer("out_of_scope", phrasing.with_buttons(replies, buttons))
