"""What Rasa's working memory must not keep: words that proved who somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

FORGOTTEN = "…"


def without_proofs(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events as they are kept; words before an answer that asks to forget them are left out."""
    kept: list[dict[str, Any]] = []
    said: int | None = None
    for event in events:
        if event["event"] == "user":
            said = len(kept)
        elif said is not None and _asks_to_forget(event):
            kept[said] = _silenced(kept[said])
        kept.append(event)
    return kept


def _asks_to_forget(event: dict[str, Any]) -> bool:
    custom = (event.get("data") or {}).get("custom") if event["event"] == "bot" else None
    return isinstance(custom, dict) and bool(custom.get("forget_text"))


def _silenced(event: dict[str, Any]) -> dict[str, Any]:
    parsed = event.get("parse_data") or {}
    return event | {"text": FORGOTTEN, "parse_data": {"intent": parsed.get("intent"), "text": FORGOTTEN}}
