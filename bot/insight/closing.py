"""Closes months: counts each source once, a few days after the month, and decides what may be told of it.

What was told stays told, so nothing of a closed month is counted again: an answer changed later, or a dossier
brought in later, is not in its figures. A month of which a source has nothing yet stays open for it.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.conversation.log import log_failure
from bot.insight import months_repository
from bot.insight.deciding import decide, year_of
from bot.insight.figures import Period, month_of
from bot.insight.gather import Gather
from bot.insight.months import last_closed
from bot.insight.sources_repository import beginning
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

LOOK_EVERY_SECONDS = 3600.0
# Older months are left to themselves.
FURTHEST_BACK = timedelta(days=731)

logger = logging.getLogger("chidan.insight")


class Closer:
    """A background task; any number of processes may run one each."""

    def __init__(self, db: Database, gatherers: Mapping[str, Gather], clock: Clock) -> None:
        """``gatherers`` count a month of each source."""
        self._db = db
        self._gatherers = gatherers
        self._clock = clock
        self._seen: dict[tuple[str, str], int] = {}

    async def run(self) -> None:
        """Looks every hour until it is cancelled."""
        pulse = pulse_of("months", LOOK_EVERY_SECONDS)
        while True:
            try:
                await self.look()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("no month is closed: the database is unavailable (%s)", error)
            except Exception as error:
                # A row that nobody foresaw: the next look tries again, and the rest of the program goes on.
                log_failure(logger, "closing a month", error)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> int:
        """Closes what is over and has not grown since the last look; how many months of sources that were."""
        return await self._close_all(calm=True)

    async def close_all(self) -> int:
        """Closes all that is over, also if somebody may still be bringing in its rows."""
        return await self._close_all(calm=False)

    async def _close_all(self, *, calm: bool) -> int:
        done = 0
        for source in self._gatherers:
            for month in await self._open_months(source):
                done += await self._close(source, month, calm=calm)
        return done

    async def _open_months(self, source: str) -> list[str]:
        now = self._clock()
        async with self._db.reading() as session:
            begun = await beginning(session)
            known = await months_repository.closed(session, source)
        return [month for month in _over(begun, now) if month not in known]

    async def _close(self, source: str, month: str, *, calm: bool) -> bool:
        async with self._db.reading() as session:
            decided = await decide(session, self._gatherers[source], source, month)
        if month in decided.order:
            return False
        size = decided.counts.size
        if not size or (calm and self._seen.get((source, month)) != size):
            self._seen[source, month] = size
            return False
        async with self._db.transaction() as session:
            await months_repository.lock(session)
            if await months_repository.closed(session, source, *year_of(month)) != decided.order:
                return False
            await months_repository.add_month(session, source, month, decided.counts, self._clock())
            await months_repository.add_blocks(session, decided.told, decided.bases)
        logger.info("%s of %s are closed", source, month)
        return True


def _over(begun: date | None, now: datetime) -> Iterator[str]:
    """The months that may be closed, the oldest first."""
    first = month_of(max(begun or now.date(), now.date() - FURTHEST_BACK))
    last = last_closed(now)
    return Period(first, last).months() if first <= last else iter(())
