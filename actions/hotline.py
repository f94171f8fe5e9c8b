"""Matters that are no questions: complaints, pollution, disputes, emergencies, each on its legal track."""

from dataclasses import replace

from actions import hotline_mixed, hotline_offer, phrasing
from actions.answer import Answer, Provenance
from actions.base import GuidanceAction
from actions.hotline_words import accusation
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
BY_LAW = ("complaint", "denunciation")
SECRET = "denunciation"  # noqa: S105 - a track


class Hotline(GuidanceAction):
    """Says what the law allows on this track, and offers to take the matter to the officers."""

    action_name = "action_hotline"
    intents = tuple(f"hotline_{track}" for track in TRACKS)

    def answer(self, turn: Turn) -> Answer:
        """What is asked beside it is answered first; a word of the law is asked about, never obeyed."""
        track = turn.intent.removeprefix("hotline_")
        mediation = self.services.kb.get(MEDIATION)
        if track == "neighbour_dispute" and mediation is not None:
            return self._lead_to(mediation, track)
        law = "" if track in (*BY_LAW, "emergency") else accusation(turn.text, self.services)
        if law and self.services.tickets is not None:
            asked = hotline_offer.which_is_meant(track, law, turn, self.services)
            return replace(asked, forget_text=law == SECRET)
        offer = hotline_offer.offer(track, turn, self.services)
        answered = hotline_mixed.answered_first(turn, offer, self.services)
        return replace(answered, forget_text=track == SECRET)

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
