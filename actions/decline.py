"""What is not answered here: it belongs elsewhere, or is not done at all."""

from typing import ClassVar

from actions import phrasing
from actions.answer import Answer, Outcome
from actions.base import GuidanceAction
from actions.procedure_choice import near_procedures
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
    """Questions that belong elsewhere; a procedure of ours that the words come near is offered beside."""

    action_name = "action_out_of_scope"
    intents = ("other_agency", "legal_knowledge", "off_topic")
    outcome = "out_of_scope"

    def answer(self, turn: Turn) -> Answer:
        """Whoever goes on asking is then understood to ask about what was offered."""
        declined, near = super().answer(turn), near_procedures(turn, self.services)
        if not near or turn.intent == "off_topic":
            return declined
        wording = self.services.phrasebook.wording
        replies = (*declined.replies, *phrasing.bubbles(self.services, "scope/near", procedures=near))
        buttons = phrasing.procedure_buttons(near, "overview", phrasing.human(wording.titles))
        slots = {"aspect": "overview", "candidates": [one.code for one in near]}
        return Answer(self.outcome, phrasing.with_buttons(replies, buttons), slots=slots)


class Refuse(Decline):
    """Other people's dossiers, insults, attempts to turn the assistant."""

    action_name = "action_refuse"
    intents = ("abuse", "prompt_injection", "other_person_dossier")
    outcome = "refused"
