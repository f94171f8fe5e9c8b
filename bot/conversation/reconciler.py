"""Finds what is stuck on its way out, and what was shown once and is not kept."""

import asyncio
import logging
from datetime import timedelta

from bot.clock import Clock
from bot.conversation.outbox_repository import private_made_before, replies_made_before
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

logger = logging.getLogger("chidan.conversation")

EVERY_SECONDS = 60.0
# Longer than any failure is retried for: what is still on its way then, nothing will bring any more.
LONGEST_ON_ITS_WAY = timedelta(hours=24)
AT_ONCE = 500
# A page that is loaded again shows a private reply for so long.
PRIVATE_KEPT = timedelta(minutes=10)


class Reconciler:
    """A background task; any number of processes may run one each."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing is looked for yet."""
        self._db = db
        self._clock = clock

    async def run(self) -> None:
        """Looks once a minute until it is cancelled."""
        pulse = pulse_of("stuck-replies", EVERY_SECONDS)
        while True:
            try:
                await self.look()
                await self.blank()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("stuck and private replies were not looked for: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> int:
        """Gives up replies that are too old to be of use; returns how many."""
        async with self._db.transaction() as session:
            stuck = await replies_made_before(session, self._clock() - LONGEST_ON_ITS_WAY, AT_ONCE)
            for reply in stuck:
                reply.give_up("too_old")
        if stuck:
            logger.error("%d replies were stuck on their way for a day and are given up", len(stuck))
        return len(stuck)

    async def blank(self) -> int:
        """Takes private words out of replies that need them no longer; of how many."""
        async with self._db.transaction() as session:
            found = await private_made_before(session, self._clock() - PRIVATE_KEPT, AT_ONCE)
            for reply in found:
                reply.blank()
        return len(found)
