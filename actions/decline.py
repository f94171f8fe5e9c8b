"""What is not answered here: it belongs elsewhere, or is not done at all."""

from typing import ClassVar

from actions import phrasing
from actions.answer import Answer, Outcome
from actions.base import GuidanceAction
from actions.turn import Turn


class Decline(GuidanceAction):
    """Says in a friendly way what is not done, and what can be asked instead."""

    outcome: ClassVar[Outcome]

    def answer(self, turn: Turn) -> Answer:
        """One template per intent; the menu leads back to what is answered here."""
        titles = self.services.phrasebook.wording.titles
        replies = phrasing.bubbles(self.services, f"scope/{turn.intent}")
        buttons = (phrasing.menu(titles), phrasing.human(titles))
        return Answer(self.outcome, phrasing.with_buttons(replies, buttons))


class OutOfScope(Decline):
    """Questions that belong elsewhere."""

    action_name = "action_out_of_scope"
    intents = ("other_agency", "legal_knowledge", "off_topic")
    outcome = "out_of_scope"


class Refuse(Decline):
    """Other people's dossiers, insults, attempts to turn the assistant."""

    action_name = "action_refuse"
    intents = ("abuse", "prompt_injection", "other_person_dossier")
    outcome = "refused"
