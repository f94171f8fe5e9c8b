"""Turns for the steps' tests."""

from datetime import UTC, datetime
from typing import Any

from bot.conversation.claims import Claim
from bot.conversation.outcomes import load_outcomes
from bot.conversation.turn import RunningTurn
from tests.fakes.nlu import FakeNlu

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
FACTS = {"department": "Sở Nông nghiệp và Môi trường", "hotline_number": "1900 0000"}


def claim(**changes: Any) -> Claim:
    """A claim with defaults for all that the test does not care about."""
    values: dict[str, Any] = {
        "lease": "a",
        "inbox_id": 1,
        "channel": "webchat",
        "contact_key": "an",
        "nlu_sender": "s1",
        "about": None,
        "external_id": "an:1",
        "texts": (),
        "payload": None,
        "attachment": None,
        "officer_writes": False,
        "received_at": NOW,
        "attempts": 1,
        "failures": 0,
    }
    return Claim(**values | changes)


def turn(text: str | None = None, payload: str | None = None, nlu: FakeNlu | None = None) -> RunningTurn:
    """A turn on one message, before its first step."""
    return RunningTurn(
        claim(texts=(text,) if text else (), payload=payload), nlu or FakeNlu(), load_outcomes(FACTS)
    )
