"""What an action sees of the citizen's message and of the conversation so far."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from rasa_sdk import Tracker

from actions.answer import Button
from actions.aspects import SAME_ASPECT, Aspect, as_aspect, aspect_of_intent
from actions.survey_sight import SurveySight
from actions.ticket_form import Form
from actions.ticket_sight import Sight
from bot.dossiers.view import Look
from bot.own_data import Held


@dataclass(frozen=True)
class Candidate:
    """One procedure that the message may be about; confidence is a calibrated probability."""

    code: str
    confidence: float


@dataclass(frozen=True)
class Turn:
    """The latest message as the language model read it, and the slots that matter to actions.

    `typed` is the text before it was brought into one form, `phone` the numbers in it, locked until the
    frame opens them, `spoke_before` when the person said something before that. `dossier`, `followed`,
    `form`, `ticket`, `survey` and `held` are filled in by the frame where the message asks for them.
    """

    text: str
    intent: str
    intent_confidence: float
    ranking: tuple[tuple[str, float], ...]
    entities: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    none_probability: float
    in_context: str | None
    known_procedure: str | None
    known_situation: str | None
    known_commune: str | None
    known_aspect: Aspect | None
    known_further: tuple[Aspect, ...]
    asked_back: tuple[str, ...]
    others: tuple[str, ...]
    offered: tuple[Button, ...]
    known_dossier: str | None = None
    dossier: Look | None = None
    followed: tuple[str, ...] = ()
    typed: str = ""
    known_form: str | None = None
    form: Form | None = None
    phone: str | None = None
    ticket: Sight | None = None
    spoke_before: datetime | None = None
    survey: SurveySight | None = None
    held: Held | None = None

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> "Turn":
        """Reads Rasa's tracker; keys that a payload message does not carry count as "nothing found"."""
        message: dict[str, Any] = tracker.latest_message
        intent = message.get("intent") or {}
        candidates = message.get("procedure_candidates") or []
        return cls(
            text=message.get("text") or "",
            intent=intent.get("name") or "",
            intent_confidence=float(intent.get("confidence") or 0.0),
            ranking=tuple((item["name"], item["confidence"]) for item in message.get("intent_ranking") or []),
            entities=_first_values(message.get("entities") or []),
            candidates=tuple(Candidate(item["code"], item["confidence"]) for item in candidates),
            # Without candidates the linker found nothing, or a button was tapped and never went through it.
            none_probability=message.get("procedure_none", 0.0 if candidates else 1.0),
            in_context=message.get("procedure_in_context"),
            known_procedure=tracker.slots.get("procedure"),
            known_situation=tracker.slots.get("situation"),
            known_commune=tracker.slots.get("commune"),
            known_aspect=as_aspect(tracker.slots.get("aspect")),
            known_further=tuple(filter(None, map(as_aspect, tracker.slots.get("further") or ()))),
            asked_back=tuple(tracker.slots.get("candidates") or ()),
            others=tuple(tracker.slots.get("others") or ()),
            offered=_shown(tracker.slots.get("offered") or ()),
            known_dossier=tracker.slots.get("dossier"),
            typed=_typed(tracker) or message.get("text") or "",
            known_form=tracker.slots.get("form"),
            phone=(message.get("metadata") or {}).get("phone"),
            spoke_before=_spoke_before(tracker),
        )

    def tapped(self, payload: str, intent: str, entities: Mapping[str, str]) -> "Turn":
        """The turn that a tap on that button would have been."""
        return replace(
            self, text=payload, intent=intent, entities=entities, candidates=(), none_probability=1.0
        )

    def with_entities(self, entities: Mapping[str, str]) -> "Turn":
        """The same turn with what it names replaced; what was told of the case before still holds."""
        return replace(self, entities=entities)

    def without(self, codes: Collection[str]) -> "Turn":
        """The same turn as if it named none of these procedures."""
        kept = {name: value for name, value in self.entities.items() if value not in codes}
        candidates = tuple(found for found in self.candidates if found.code not in codes)
        known = None if self.known_procedure in codes else self.known_procedure
        others = tuple(code for code in self.others if code not in codes)
        return replace(self, entities=kept, candidates=candidates, known_procedure=known, others=others)

    @property
    def aspect(self) -> Aspect | None:
        """The aspect that the intent asks for, if it asks for one; of another case the one asked before."""
        if self.intent == SAME_ASPECT:
            return self.known_aspect or "overview"
        return aspect_of_intent(self.intent)

    def runner_up_aspect(self, at_least: float) -> Aspect | None:
        """The best aspect of the intent ranking with that confidence, whatever the intent became."""
        ranked = ((aspect_of_intent(name), confidence) for name, confidence in self.ranking)
        return next((aspect for aspect, confidence in ranked if aspect and confidence >= at_least), None)

    def candidate_confidence(self, code: str) -> float:
        """What the linker gives that procedure; 0 when it is no candidate."""
        return next((found.confidence for found in self.candidates if found.code == code), 0.0)

    def confidence_in(self, code: str) -> float:
        """How likely this message is about that procedure: a follow-up is as likely as that none is named."""
        return self.candidate_confidence(code) or self.none_probability


def _typed(tracker: Tracker) -> str:
    """The latest message as it came; what the language model read is normalised and may be cut."""
    said = (event["text"] for event in reversed(tracker.events) if event.get("event") == "user")
    return next(said, None) or ""


def _spoke_before(tracker: Tracker) -> datetime | None:
    """When the message before the latest one came; None where the conversation remembers none."""
    said = (event for event in reversed(tracker.events) if event.get("event") == "user")
    before = next(islice(said, 1, None), None)
    at = before.get("timestamp") if before else None
    return datetime.fromtimestamp(at, UTC) if at else None


def _shown(remembered: Iterable[Any]) -> tuple[Button, ...]:
    """The buttons shown last; a conversation from before titles were kept holds payloads alone."""
    return tuple(Button(**one) if isinstance(one, dict) else Button("", str(one)) for one in remembered)


def _first_values(entities: list[dict[str, Any]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for entity in entities:
        values.setdefault(entity["entity"], str(entity["value"]))
    return values
