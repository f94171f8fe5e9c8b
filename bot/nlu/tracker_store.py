"""Rasa's working memory: the newest events of each conversation, one row each, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.forgetting import without_proofs

_TABLE = """
CREATE TABLE IF NOT EXISTS trackers (
    sender_id TEXT PRIMARY KEY,
    saved_at REAL NOT NULL,
    events TEXT NOT NULL
) WITHOUT ROWID
"""
_SAVES_BETWEEN_CLEANINGS = 200


class RecentTrackerStore(TrackerStore):
    """Keeps slots and about `max_events` events a conversation, and the `max_conversations` used last.

    Long sessions so stay as fast as short ones; the turn log, not this, is the record of what was said.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        path: str,
        max_events: int = 40,
        max_conversations: int = 20_000,
        host: EndpointConfig | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._max_events, self._max_conversations = max_events, max_conversations
        self._saves = 0
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(_TABLE)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replaces the conversation's row."""
        await self.stream_events(tracker)
        kept = without_proofs(event.as_dict() for event in self._recent(tracker))
        events = json.dumps(kept, ensure_ascii=False)
        self._db.execute(
            "INSERT OR REPLACE INTO trackers VALUES (?, ?, ?)", (tracker.sender_id, time.time(), events)
        )
        self._saves += 1
        if self._saves % _SAVES_BETWEEN_CLEANINGS == 0:
            self._forget_oldest()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it stood, as far back as it is kept."""
        with closing(
            self._db.execute("SELECT events FROM trackers WHERE sender_id = ?", (sender_id,))
        ) as found:
            row = found.fetchone()
        if row is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in map(Event.from_parameters, json.loads(row[0])):
            if event is not None:
                tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations kept."""
        return [sender_id for (sender_id,) in self._db.execute("SELECT sender_id FROM trackers")]

    def close(self) -> None:
        """Gives the file back."""
        self._db.close()

    def _recent(self, tracker: DialogueStateTracker) -> list[Event]:
        """The newest events from the start of a turn on, after the slots that older ones had set."""
        events = _latest_session(list(tracker.events))
        spare = len(events) - self._max_events
        turns = (at for at in range(spare, len(events)) if _starts_turn(events[at]))
        cut = next(turns, None) if spare > 0 else None
        if cut is None:
            return events
        before = self.init_tracker(tracker.sender_id)
        for event in events[:cut]:
            before.update(event, self.domain)
        kept = [
            SlotSet(name, slot.value, timestamp=events[cut].timestamp)
            for name, slot in before.slots.items()
            if slot.value != slot.initial_value
        ]
        return [*kept, *events[cut:]]

    def _forget_oldest(self) -> None:
        self._db.execute(
            "DELETE FROM trackers WHERE sender_id IN"
            " (SELECT sender_id FROM trackers ORDER BY saved_at DESC LIMIT -1 OFFSET ?)",
            (self._max_conversations,),
        )


def _latest_session(events: list[Event]) -> list[Event]:
    """From the last session start on: it resets the slots and sets again those that are carried over."""
    starts = [at for at, event in enumerate(events) if _runs(event, ACTION_SESSION_START_NAME)]
    return events[starts[-1] :] if starts else events


def _starts_turn(event: Event) -> bool:
    return _runs(event, ACTION_LISTEN_NAME)


def _runs(event: Event, action: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == action
