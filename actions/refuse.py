"""What is not done: other people's dossiers, insults, attempts to turn the assistant."""

from actions import phrasing
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn


class Refuse(GuidanceAction):
    """Declines in a friendly way and stays available."""

    action_name = "action_refuse"
    intents = ("abuse", "prompt_injection", "other_person_dossier")

    def answer(self, turn: Turn) -> Answer:
        """One template per kind."""
        titles = self.services.phrasebook.wording.titles
        replies = phrasing.bubbles(self.services, f"scope/{turn.intent}")
        buttons = (phrasing.menu(titles), phrasing.human(titles))
        return Answer("refused", phrasing.with_buttons(replies, buttons))
