"""What Rasa's working memory must not keep: words that proved who somebody is, phone numbers, PINs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

FORGOTTEN = "…"
# Of what comes with a message: the phone number, where its actions were to be called, and for which question.
_FOR_THE_TURN_ALONE = frozenset({"phone", "actions", "question", "message"})


def without_proofs(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events as they are kept; words before an answer that asks to forget them are left out."""
    kept: list[dict[str, Any]] = []
    said: int | None = None
    for event in events:
        if event["event"] == "user":
            said, event = len(kept), _without_what_passes(event)
        elif said is not None and _asks_to_forget(event):
            kept[said] = _silenced(kept[said])
        kept.append(_without_private(event) if event["event"] == "bot" else event)
    return kept


def _without_private(event: dict[str, Any]) -> dict[str, Any]:
    """Of replies that are shown once, the words that stand in their place."""
    data = event.get("data") or {}
    custom = data.get("custom")
    replies = custom.get("replies") if isinstance(custom, dict) else None
    if not replies or not any(reply.get("instead") for reply in replies):
        return event
    kept = [{"text": reply["instead"]} if reply.get("instead") else reply for reply in replies]
    return event | {"data": data | {"custom": custom | {"replies": kept}}}


def _without_what_passes(event: dict[str, Any]) -> dict[str, Any]:
    """Rasa writes what came with a message twice; the action has read the number by now."""
    parsed = event.get("parse_data") or {}
    event = event | {"metadata": _lasting(event.get("metadata"))}
    return event | {"parse_data": parsed | {"metadata": _lasting(parsed.get("metadata"))}}


def _lasting(metadata: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (metadata or {}).items() if name not in _FOR_THE_TURN_ALONE}


def _asks_to_forget(event: dict[str, Any]) -> bool:
    custom = (event.get("data") or {}).get("custom") if event["event"] == "bot" else None
    return isinstance(custom, dict) and bool(custom.get("forget_text"))


def _silenced(event: dict[str, Any]) -> dict[str, Any]:
    parsed = event.get("parse_data") or {}
    return event | {"text": FORGOTTEN, "parse_data": {"intent": parsed.get("intent"), "text": FORGOTTEN}}
