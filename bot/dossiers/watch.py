"""Watches the log of looks: raises the alarm on sweeps, and forgets what is old."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.dossiers import looks
from bot.dossiers.limits import ALARMING_FAILURES, ALARMING_PEOPLE, KEPT
from bot.findings import Finding
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

EVERY_SECONDS = 60.0
BETWEEN_CLEANINGS = timedelta(hours=1)
ALARM = "dossiers may be guessed at: %d failed looks in an hour, %d people blocked"

logger = logging.getLogger("chidan.dossiers")


class Watch:
    """A background task; each process that runs one knows how things stand."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        """All is quiet."""
        self._db = db
        self._clock = clock
        self._found: Sequence[Finding] = ()
        self._cleaned_at: datetime | None = None

    def findings(self) -> Sequence[Finding]:
        """What officers should look into; empty while people only mistype now and then."""
        return self._found

    async def run(self) -> None:
        """Looks once a minute until it is cancelled."""
        pulse = pulse_of("looks-at-dossiers", EVERY_SECONDS)
        while True:
            try:
                await self.look()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("looks at dossiers were not counted: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Counts the last hour; says it once in the log when it becomes alarming."""
        now = self._clock()
        async with self._db.reading() as session:
            failures, blocked = await looks.failures_of_an_hour(session, now)
        alarm = failures > ALARMING_FAILURES or blocked > ALARMING_PEOPLE
        if alarm and not self._found:
            logger.warning(ALARM, failures, blocked)
        found = Finding("dossiers_guessed_at", {"failures": failures, "blocked": blocked})
        self._found = (found,) if alarm else ()
        await self._forget(now)

    async def _forget(self, now: datetime) -> None:
        if self._cleaned_at is None or now - self._cleaned_at >= BETWEEN_CLEANINGS:
            async with self._db.transaction() as session:
                await looks.forget_looks(session, now - KEPT)
            self._cleaned_at = now
