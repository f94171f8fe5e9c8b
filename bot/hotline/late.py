"""Counts what is late, so that health tells it."""

import asyncio
import logging
from collections.abc import Sequence

from bot.clock import Clock
from bot.hotline.queue import QueueFilter
from bot.hotline.service import Desk
from bot.storage.errors import StorageUnavailable

EVERY_SECONDS = 60.0

logger = logging.getLogger("chidan.hotline")


class LateWatch:
    """A background task; each process that runs one knows how things stand."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        """Nothing is known to be late."""
        self._desk = desk
        self._clock = clock
        self._late = 0

    def warnings(self) -> Sequence[str]:
        """How many tickets are late, if any."""
        return [f"hotline: {self._late} tickets are late (/staff/queue?late=1)"] if self._late else []

    async def run(self) -> None:
        """Counts once a minute until it is cancelled."""
        while True:
            try:
                await self.look()
            except StorageUnavailable as error:
                logger.warning("late tickets were not counted: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Counts now."""
        self._late = (await self._desk.queue(QueueFilter(late=True), 1, self._clock())).total
