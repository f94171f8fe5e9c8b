"""Taps on buttons under a message, which the bot must answer soon."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import bad_request

ANSWERABLE = timedelta(seconds=150)
MAX_NOTICE = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass
class Tap:
    """``answer`` is what the bot called, None while the button spins."""

    query: Mapping[str, Any]
    at: datetime
    answer: Mapping[str, str] | None = None


class Taps:
    """All taps by id."""

    def __init__(self, clock: Clock) -> None:
        """Nobody tapped."""
        self._clock = clock
        self._taps: dict[str, Tap] = {}

    def add(self, query: dict[str, Any]) -> Tap:
        """A new tap; it gets its id."""
        tap = Tap({"id": str(10**18 + secrets.randbelow(8 * 10**18)), **query}, self._clock())
        self._taps[tap.query["id"]] = tap
        return tap

    async def answer_callback_query(self, parameters: Parameters) -> bool:
        """The button stops spinning."""
        tap = self._taps.get(parameters.text("callback_query_id"))
        if tap is None or self._clock() - tap.at > ANSWERABLE:
            raise bad_request(TOO_OLD)
        if len(parameters.text("text")) > MAX_NOTICE:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.answer = dict(parameters.values)
        return True
