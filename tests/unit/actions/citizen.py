"""A citizen who writes to the actions the way Rasa would pass it on, and what comes back."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.payloads import parse
from actions.phrasebook import Phrasebook, load_phrasebook
from actions.registry import build_actions
from actions.services import Services


@dataclass
class Said:
    """One message of an action."""

    message: dict[str, Any]

    @property
    def outcome(self) -> str:
        return self.message["outcome"]

    @property
    def meta(self) -> dict[str, Any]:
        return self.message["meta"]

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self.message["replies"])

    @property
    def bubbles(self) -> list[str]:
        return [reply["text"] for reply in self.message["replies"]]

    @property
    def buttons(self) -> dict[str, str]:
        """Payloads by title."""
        return {
            button["title"]: button["payload"]
            for reply in self.message["replies"]
            for button in reply["buttons"]
        }


@dataclass
class Citizen:
    """Remembers slots between turns as Rasa does."""

    services: Services
    slots: dict[str, Any] = field(default_factory=dict)

    async def say(self, intent: str, text: str = "", /, **parsed: Any) -> Said:
        """One turn; `procedure=` names a procedure for sure, other keywords are keys of the parse data."""
        entities = dict(parsed.pop("entities", {}))
        if "procedure" in parsed:
            entities["procedure"] = parsed.pop("procedure")
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            **parsed,
        }
        dispatcher = CollectingDispatcher()
        events = await self._action(intent).run(dispatcher, tracker(self.slots, message), {})
        self.slots |= {event["name"]: event["value"] for event in events}
        assert len(dispatcher.messages) == 1, "exactly one message for each action"
        return Said(dispatcher.messages[0]["custom"])

    async def tap(self, payload: str) -> Said:
        """A tap on a button, as the REST channel passes it on."""
        parsed = parse(payload)
        assert parsed is not None, payload
        intent, entities = parsed
        return await self.say(intent, payload, entities=entities)

    async def ask(self, intent: str, text: str = "", **parsed: Any) -> Said:
        """The answer to a citizen who skips every question on his own case."""
        said = await self.say(intent, text, **parsed)
        while said.outcome == "asked_back_situation":
            said = await self.tap(said.buttons["Bỏ qua"])
        return said

    def _action(self, intent: str) -> Any:
        return next(action for action in build_actions(self.services) if intent in action.intents)


@cache
def phrasebook() -> Phrasebook:
    """Shared by all tests, so that no template is compiled twice."""
    return load_phrasebook()


def tracker(slots: dict[str, Any], message: dict[str, Any]) -> Tracker:
    """Rasa's tracker of a conversation in which that message has just come in."""
    return Tracker(
        "a-citizen", dict(slots), message, message.get("events", []), False, None, {}, "action_listen"
    )


def candidates(*pairs: tuple[str, float], none: float = 0.1) -> dict[str, Any]:
    """The linker's part of the parse data."""
    return {
        "procedure_candidates": [{"code": code, "confidence": confidence} for code, confidence in pairs],
        "procedure_none": none,
    }
