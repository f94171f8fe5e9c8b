"""Counts what is late, so that health tells it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.clock import Clock
from bot.findings import Finding
from bot.hotline.alarms import late_promises
from bot.hotline.queue import QueueFilter
from bot.hotline.service import Desk
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

EVERY_SECONDS = 60.0

logger = logging.getLogger("chidan.hotline")


class LateWatch:
    """A background task; each process that runs one knows how things stand."""

    def __init__(self, db: Database, desk: Desk, clock: Clock) -> None:
        """Nothing is known to be late."""
        self._db, self._desk = db, desk
        self._clock = clock
        self._late = 0
        self.promises: Mapping[tuple[str, str], int] = {}

    def findings(self) -> Sequence[Finding]:
        """How many tickets are late, if any."""
        return [Finding("tickets_late", {"count": self._late})] if self._late else []

    async def run(self) -> None:
        """Counts once a minute until it is cancelled."""
        pulse = pulse_of("late-tickets", EVERY_SECONDS)
        while True:
            try:
                await self.look()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("late tickets were not counted: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Counts now: tickets, and ``promises`` by their kind and the level of the ticket."""
        now = self._clock()
        self._late = (await self._desk.queue(QueueFilter(late=True), 1, now)).total
        async with self._db.reading() as session:
            self.promises = await late_promises(session, now)
