"""Asks the one-stop system for what is followed: else a change would be news only when somebody looks."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.intake import Intake
from bot.dossiers.model import Dossier, DossierFollow, DossierHolder
from bot.dossiers.sources.source import DossierSource, SourceDown
from bot.dossiers.state import Status
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

EVERY_SECONDS = 60.0
# How old news of a followed dossier may be.
AGE = timedelta(minutes=30)
# In one round, one after the other: citizens who wait for an answer come first.
AT_ONCE = 100
# Nothing comes after these; a finished one is still returned.
OVER = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED)

logger = logging.getLogger("chidan.dossiers")


class Rounds:
    """A background task; what one process has asked for no other asks for soon."""

    def __init__(
        self, db: Database, source: DossierSource, intake: Intake, clock: Callable[[], datetime]
    ) -> None:
        """Nothing has been asked yet."""
        self._db = db
        self._source = source
        self._intake = intake
        self._clock = clock
        self._asked: dict[str, datetime] = {}

    async def run(self) -> None:
        """Goes round once a minute until it is cancelled."""
        pulse = pulse_of("followed-dossiers", EVERY_SECONDS)
        while True:
            try:
                await self.go()
                pulse.beat()
            except SourceDown:
                pulse.beat()  # the source itself says so in health; the next round tries again
            except StorageUnavailable as error:
                logger.warning("followed dossiers were not asked for: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def go(self) -> int:
        """Asks for what was not seen for long; how many. Raises SourceDown, StorageUnavailable."""
        now = self._clock()
        # One that the source does not know, or shows as it was before, is not asked for every minute.
        self._asked = {code: at for code, at in self._asked.items() if now - at < AGE}
        async with self._db.reading() as session:
            outdated = await _outdated(session, now - AGE, AT_ONCE + len(self._asked))
        codes = [code for code in outdated if code not in self._asked][:AT_ONCE]
        for code in codes:
            state = await self._source.find(code)
            self._asked[code] = now
            if state is not None:
                await self._intake.take([state], now)
        return len(codes)


async def _outdated(session: AsyncSession, seen_before: datetime, limit: int) -> Sequence[str]:
    """Codes of followed dossiers that are under way, the longest unseen first."""
    followed = (
        select(DossierHolder.dossier_id)
        .join(DossierFollow, DossierFollow.holder_id == DossierHolder.id)
        .where(DossierFollow.unfollowed_at.is_(None))
    )
    query = (
        select(Dossier.code)
        .where(Dossier.id.in_(followed), Dossier.status.not_in(OVER), Dossier.seen_at <= seen_before)
        .order_by(Dossier.seen_at, Dossier.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()
