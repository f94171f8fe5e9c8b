"""What happened and was not taken by the bot yet."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bot.clock import Clock
from tests.emulators.telegram.parameters import Parameters

KEPT = timedelta(hours=24)
ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Update:
    """``body`` stands under ``kind``. Those of one lane keep their order; taps and texts have their own."""

    id: int
    kind: str
    body: Mapping[str, Any]
    chat_id: int
    until: datetime

    @property
    def lane(self) -> tuple[str, int]:
        """Kind and chat."""
        return self.kind, self.chat_id

    def data(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"update_id": self.id, self.kind: self.body}

    def raw(self) -> bytes:
        """The same as bytes, with letters escaped as the real server does."""
        return json.dumps(self.data(), separators=(",", ":")).encode()


class Updates:
    """The queue. ``next_id`` may be set, as the real one begins anew somewhere after a quiet week."""

    def __init__(self, clock: Clock) -> None:
        """Nothing happened."""
        self._clock = clock
        self._waiting: dict[int, Update] = {}
        self._listeners: list[Callable[[Update], None]] = []
        self.allowed: list[str] = []
        self.next_id = 815_000_001

    def listen(self, listener: Callable[[Update], None]) -> None:
        """The listener is called with each new one."""
        self._listeners.append(listener)

    def add(self, kind: str, body: Mapping[str, Any], chat_id: int, kept: timedelta = KEPT) -> Update:
        """Something happened; what the bot did not ask for is forgotten at once."""
        update = Update(self.next_id, kind, body, chat_id, self._clock() + kept)
        if self._wanted(kind):
            self.next_id += 1
            self._waiting[update.id] = update
            for listener in self._listeners:
                listener(update)
        return update

    def waiting(self) -> list[Update]:
        """Those not taken yet that are not too old."""
        now = self._clock()
        for update in [update for update in self._waiting.values() if update.until < now]:
            del self._waiting[update.id]
        return list(self._waiting.values())

    def done(self, update: Update) -> None:
        """The bot has it."""
        self._waiting.pop(update.id, None)

    def forget_before(self, update_id: int) -> None:
        """The bot has all with smaller numbers."""
        for update in self.waiting():
            if update.id < update_id:
                self.done(update)

    def clear(self) -> None:
        """All are dropped."""
        self._waiting.clear()

    def allow(self, parameters: Parameters) -> None:
        """Takes ``allowed_updates`` over; if it is not given the former choice stays."""
        raw = parameters.text("allowed_updates")
        try:
            self.allowed = msgspec.json.decode(raw, type=list[str]) if raw else self.allowed
        except msgspec.DecodeError:
            return

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY
