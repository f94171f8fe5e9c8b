"""The frame around every action: read the turn, ask the capability, emit one message, remember slots."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import dossier_factor, dossier_sight, survey_asked, survey_desk, taps, ticket_desk, where
from actions.answer import Answer, Reply
from actions.code_told import is_about_dossier
from actions.hotline_mixed import with_complaint
from actions.pending import answer_to_what_was_asked
from actions.procedure_choice import near_procedures, others_meant
from actions.services import Services
from actions.ticket_asked import with_waiting
from actions.turn import Turn


class GuidanceAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is not followed, so Action is Any
    """One capability. A subclass names itself and its intents, and answers a turn."""

    action_name: ClassVar[str]
    intents: ClassVar[tuple[str, ...]]

    def __init__(self, services: Services, by_intent: Mapping[str, "GuidanceAction"]) -> None:
        """`by_intent` are all actions: a button that is typed leads to any of them."""
        self.services = services
        self._by_intent = by_intent

    def name(self) -> str:
        """The name that the domain and the rules use."""
        return self.action_name

    @abstractmethod
    def answer(self, turn: Turn) -> Answer:
        """What to say; must not touch the network, the database session or the clock."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Emits exactly one message and returns the slots to remember."""
        turn = await self._seen(Turn.from_tracker(tracker), tracker.sender_id)
        answer = dossier_factor.forgotten(turn, self._answer(turn), self.services.phrasebook.wording)
        answer = with_waiting(turn, with_complaint(turn, answer, self.services), self.services)
        answer = survey_asked.with_waiting(turn, answer, self.services)
        remembered = {
            **where.remembered(turn, self.services),
            **dossier_sight.remembered(turn),
            **slots(answer),
            **self._others(turn, answer),
        }
        remembered = ticket_desk.remembered(turn, remembered, self.services)
        dispatcher.utter_message(json_message={**message(turn, answer), "about": _about(turn, remembered)})
        return [SlotSet(name, value) for name, value in remembered.items()]

    def on(self, tap: Turn) -> Answer:
        """What that tap leads to."""
        return self._by_intent[tap.intent].answer(tap)

    async def _seen(self, turn: Turn, person: str) -> Turn:
        """The turn with what the desks say; words for a survey, a form or a ticket name no dossier."""
        turn = ticket_desk.with_form(turn, self.services)
        turn = await survey_desk.with_survey(turn, person, self.services)
        if turn.survey is not None:
            return turn
        turn = await ticket_desk.with_ticket(turn, person, self.services)
        return (
            turn
            if turn.ticket or turn.survey
            else await dossier_sight.with_dossier(turn, person, self.services)
        )

    def _answer(self, turn: Turn) -> Answer:
        """A title typed counts first; a mere position may be a price or a note, if one was asked for."""
        if turn.ticket is not None or turn.survey is not None:
            return self.on(turn)
        if turn.text.startswith("/"):
            return self.answer(turn)
        wording = self.services.phrasebook.wording
        tap = taps.typed(turn, wording)
        if tap is not None:
            return self.on(tap)
        if is_about_dossier(turn, self.services):
            return self._by_intent["status"].answer(turn)
        answer = answer_to_what_was_asked(turn, self.services)
        tap = None if answer else taps.pointed(turn, wording)
        return answer or (self.on(tap) if tap else self.answer(turn))

    def _others(self, turn: Turn, answer: Answer) -> dict[str, Any]:
        """What else a message that names a procedure may have meant; another message changes nothing."""
        if not near_procedures(turn, self.services):
            return {}
        answered = {answer.procedure, *answer.slots.get("candidates", ())}
        return {"others": others_meant(turn, answered, self.services)}


def _about(turn: Turn, remembered: Mapping[str, Any]) -> str | None:
    """The procedure under discussion; while it is asked which one is meant, the likeliest of them."""
    offered = remembered.get("candidates", turn.asked_back)
    return remembered.get("procedure", turn.known_procedure) or next(iter(offered), None)


def message(turn: Turn, answer: Answer) -> dict[str, Any]:
    """The message as the conversation engine reads it (outcome, replies, meta, provenance, effects …)."""
    return {
        "outcome": answer.outcome,
        "replies": [_reply(reply) for reply in answer.replies],
        "meta": _meta(turn, answer),
        "provenance": [
            {"procedure": used.procedure, "fields": list(used.fields), "version": used.version}
            for used in answer.provenance
        ],
        "effects": [{"kind": effect.kind, "data": dict(effect.data)} for effect in answer.effects],
        "forget_text": answer.forget_text,
    }


def slots(answer: Answer) -> dict[str, Any]:
    """What to remember; a reply without buttons leaves the earlier buttons standing."""
    shown = [{"title": button.title, "payload": button.payload} for button in answer.offered]
    offered = {"offered": shown} if shown else {}
    return {**answer.slots, **offered}


def _reply(reply: Reply) -> dict[str, Any]:
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    file = {"file": reply.file} if reply.file else {}
    wants = {"wants": reply.wants} if reply.wants else {}
    private = {"instead": reply.instead} if reply.instead else {}
    return {"text": reply.text, "buttons": buttons, "images": list(reply.images), **file, **wants, **private}


def _meta(turn: Turn, answer: Answer) -> dict[str, Any]:
    return {
        "intent": turn.intent,
        "intent_confidence": round(turn.intent_confidence, 4),
        # The aspects told outside (openapi.yml) are those of facts; the check is advice.
        "aspect": None if answer.aspect == "check" else answer.aspect,
        "procedure": _procedure(turn, answer),
        "candidates": [
            {"code": candidate.code, "confidence": round(candidate.confidence, 4)}
            for candidate in turn.candidates
        ],
        "dossier_code": _dossier(turn, answer),
        "track": answer.track,
    }


def _dossier(turn: Turn, answer: Answer) -> str | None:
    """The dossier answered on, looked up or named; a typed title names none, though its button does."""
    looked_up = turn.dossier.code if turn.dossier else None
    return answer.dossier or looked_up or turn.entities.get("dossier_code")


def _procedure(turn: Turn, answer: Answer) -> dict[str, Any] | None:
    """The procedure answered on; a complaint that names one keeps it for the officer."""
    if answer.procedure is not None:
        return {"code": answer.procedure, "confidence": round(answer.procedure_confidence, 4)}
    named = turn.entities.get("procedure") if answer.track else None
    return {"code": named, "confidence": round(turn.confidence_in(named), 4)} if named else None
