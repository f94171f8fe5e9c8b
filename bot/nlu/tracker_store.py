"""Rasa's working memory: the newest events of each conversation, one row each, shared by all workers."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.forgetting import without_proofs
from bot.nlu.tracker_rows import OUT_OF_REACH, opened

log = logging.getLogger(__name__)

_SAVES_BETWEEN_CLEANINGS = 200
_SECONDS_BETWEEN_CLEANINGS = 600.0


class RecentTrackerStore(TrackerStore):
    """Keeps slots and about `max_events` events of the `max_conversations` used last, for `max_hours`.

    Long sessions so stay as fast as short ones; the turn log, not this, is the record of what was said.
    Nothing is kept in the process: the next turn of a conversation may be another worker's.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        host: str,
        max_events: int = 40,
        max_conversations: int = 20_000,
        max_hours: float = 24.0,
        **kwargs: Any,
    ) -> None:
        """``host`` is what `endpoints.yml` names ``url``: ``sqlite:///PATH`` or ``postgresql://…``."""
        super().__init__(domain, event_broker, **kwargs)
        self._max_events, self._max_conversations = max_events, max_conversations
        self._max_seconds = max_hours * 3600
        self._rows = opened(host)
        self._forget()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replaces the conversation's row."""
        await self.stream_events(tracker)
        kept = without_proofs(event.as_dict() for event in self._recent(tracker))
        events = json.dumps(kept, ensure_ascii=False)
        try:
            self._rows.write(tracker.sender_id, time.time(), events)
        except OUT_OF_REACH as error:  # Rasa would keep it in the process, where nothing is ever forgotten
            log.error("a conversation could not be kept: %s", type(error).__name__)
        self._saves += 1
        if self._saves >= _SAVES_BETWEEN_CLEANINGS or time.monotonic() >= self._next_cleaning:
            self._forget()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it stood, as far back as it is kept."""
        kept = self._rows.read(sender_id, time.time() - self._max_seconds)
        if kept is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in filter(None, map(_read, json.loads(kept))):
            # An older or newer model may have had a slot that this one knows nothing of.
            if not isinstance(event, SlotSet) or event.key in tracker.slots:
                tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations kept."""
        return self._rows.keys()

    def close(self) -> None:
        """Gives the file or the connection back."""
        self._rows.close()

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

    def _forget(self) -> None:
        self._saves, self._next_cleaning = 0, time.monotonic() + _SECONDS_BETWEEN_CLEANINGS
        self._rows.forget(time.time() - self._max_seconds, self._max_conversations)


def _read(event: dict[str, Any]) -> Event | None:
    """None for an event of a kind that this version does not know."""
    try:
        return Event.from_parameters(event)
    except ValueError:
        log.warning("an event of an unknown kind was left out of a conversation")
        return None


def _latest_session(events: list[Event]) -> list[Event]:
    """From the last session start on: it resets the slots and sets again those that are carried over."""
    starts = [at for at, event in enumerate(events) if _runs(event, ACTION_SESSION_START_NAME)]
    return events[starts[-1] :] if starts else events


def _starts_turn(event: Event) -> bool:
    return _runs(event, ACTION_LISTEN_NAME)


def _runs(event: Event, action: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == action
