"""Matters that are no questions: complaints, pollution, disputes, emergencies, each on its legal track."""

from actions import phrasing
from actions.answer import Answer, Button
from actions.base import GuidanceAction
from actions.turn import Turn

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
        procedure = self.services.kb.get(turn.entities.get("procedure", ""))
        replies = phrasing.bubbles(self.services, f"hotline/{track}", procedure=procedure)
        return Answer(
            outcome="handed_over",
            replies=phrasing.with_buttons(replies, self._buttons(track)),
            track=track,
            slots={"candidates": []},
        )

    def _buttons(self, track: str) -> tuple[Button, ...]:
        """Mediation is a procedure of its own, so it can be asked about; the rest goes by phone."""
        wording = self.services.phrasebook.wording
        mediation = self.services.kb.get(MEDIATION)
        if track != "neighbour_dispute" or mediation is None:
            return ()
        human = phrasing.human(wording.titles)
        return phrasing.aspect_buttons(wording, mediation, ("papers", "steps", "place"), human)
