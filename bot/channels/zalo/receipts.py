"""Receipts, written down a moment after they came and many at a time."""

import asyncio
import logging
from collections.abc import Iterable

from bot.channels.zalo.meaning import NAME, Receipts
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.log import log_failure
from bot.conversation.outbox import OutboxState
from bot.storage.errors import StorageUnavailable

# A receipt may overtake the answer in which Zalo names the message; before that nobody knows what it is for.
PAUSE_SECONDS = 1.0
MOST_KEPT = 10_000

logger = logging.getLogger("chidan.zalo")


class ReceiptBook:
    """A crash loses the receipts of a second: their messages then stay as sent, and nothing else is lost."""

    def __init__(self, events: ChannelEvents) -> None:
        """``events`` gets them."""
        self._events = events
        # By message, so that a doubled receipt is one; the latest state that was told.
        self._young: dict[str, OutboxState] = {}
        self._ripe: dict[str, OutboxState] = {}

    def note(self, receipts: Receipts) -> None:
        """Returns at once; of a flood the later part is forgotten."""
        for sent_id in receipts.sent_ids[: MOST_KEPT - len(self._young)]:
            if self._young.get(sent_id) is not OutboxState.SEEN:
                self._young[sent_id] = receipts.state

    async def run(self) -> None:
        """Writes down until cancelled, and then what is left."""
        try:
            while True:
                await asyncio.sleep(PAUSE_SECONDS)
                await self._turn_page()
        finally:
            await self._turn_page()
            await self._turn_page()

    async def _turn_page(self) -> None:
        """What came before the last page was turned is old enough."""
        ripe, self._ripe, self._young = self._ripe, self._young, {}
        for state in (OutboxState.DELIVERED, OutboxState.SEEN):
            await self._write([sent_id for sent_id, told in ripe.items() if told is state], state)

    async def _write(self, sent_ids: Iterable[str], state: OutboxState) -> None:
        try:
            if listed := list(sent_ids):
                await self._events.receipts(NAME, listed, state)
        except StorageUnavailable as error:
            log_failure(logger, "writing receipts", error)
