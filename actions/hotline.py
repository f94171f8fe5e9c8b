"""Matters that are no questions: complaints, pollution, disputes, emergencies, each on its legal track."""

from actions import phrasing
from actions.answer import Answer, Provenance
from actions.base import GuidanceAction
from actions.turn import Turn
from procedures_kb.model import Procedure

TRACKS = (
    "feedback_conduct",
    "feedback_rules",
    "complaint",
    "denunciation",
    "pollution",
    "neighbour_dispute",
    "emergency",
    "suggestion",
)
MEDIATION = "1.012812"  # mediation of land disputes at the commune, Land Law 2024 Art. 235


class Hotline(GuidanceAction):
    """Says what the law allows on this track and whom to call; nothing is taken in by chat."""

    action_name = "action_hotline"
    intents = tuple(f"hotline_{track}" for track in TRACKS)

    def answer(self, turn: Turn) -> Answer:
        """One template per track; a report about an answer names the procedure it was about."""
        track = turn.intent.removeprefix("hotline_")
        mediation = self.services.kb.get(MEDIATION)
        if track == "neighbour_dispute" and mediation is not None:
            return self._lead_to(mediation, track)
        procedure = self.services.kb.get(turn.entities.get("procedure", ""))
        replies = phrasing.bubbles(self.services, f"hotline/{track}", procedure=procedure)
        return Answer(outcome="handed_over", replies=replies, track=track, slots={"candidates": []})

    def _lead_to(self, mediation: Procedure, track: str) -> Answer:
        """A private dispute is no ticket but a procedure of its own, which can then be asked about."""
        wording = self.services.phrasebook.wording
        human = phrasing.human(wording.titles)
        buttons = phrasing.aspect_buttons(wording, mediation, ("papers", "steps", "place"), human)
        replies = phrasing.bubbles(self.services, f"hotline/{track}", procedure=mediation)
        return Answer(
            outcome="answered",
            replies=phrasing.with_buttons(replies, buttons),
            procedure=mediation.code,
            track=track,
            provenance=(Provenance(mediation.code, ("code", "plain_name"), mediation.facts_version),),
            slots={"procedure": mediation.code, "situation": None, "candidates": []},
        )
