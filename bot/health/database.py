"""The database: how fast it answers, which clock it goes by, which version of the program it is for."""

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import DateTime, Text, column, func, select, text

from bot.clock import Clock
from bot.findings import Finding
from bot.storage.database import Database
from bot.storage.upgrade import known_revisions

SLOW_SECONDS = 1.0
# Deadlines are counted in minutes and more, and two clocks that are set by the network agree far better.
CLOCKS_APART = timedelta(seconds=5)

_VERSION = select(column("version_num", Text)).select_from(text("alembic_version"))


class SlowDatabase:
    """Tells of one that answers, but late; of one that does not answer at all the check tells."""

    def __init__(self, db: Database) -> None:
        """Nothing is asked yet."""
        self._db = db

    async def look(self) -> Sequence[Finding]:
        """How long it takes now."""
        began = time.monotonic()
        if not await self._db.answers():
            return []
        took = time.monotonic() - began
        return [Finding("database_slow", {"seconds": f"{took:.1f}"})] if took > SLOW_SECONDS else []


class DatabaseClock:
    """Compares this machine's clock with that of the database's machine."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """SQLite has no clock of its own."""
        self._db, self._clock = db, clock

    async def look(self) -> Sequence[Finding]:
        """How far they are apart, what the answer took left out."""
        if not self._db.is_shared:
            return []
        async with self._db.reading() as session:
            before = self._clock()
            theirs = await session.scalar(select(func.clock_timestamp(type_=DateTime(timezone=True))))
            after = self._clock()
        apart = max(theirs - after, before - theirs) if theirs is not None else timedelta()
        if apart < CLOCKS_APART:
            return []
        return [Finding("clock_off_database", {"seconds": round(apart.total_seconds())})]


class SchemaVersion:
    """Tells where program and database are of different versions."""

    def __init__(self, db: Database) -> None:
        """What the program knows is read once, at the first look."""
        self._db = db
        self._known: tuple[str, ...] = ()

    async def look(self) -> Sequence[Finding]:
        """Whether the database is behind or ahead."""
        if not self._known:
            self._known = await asyncio.to_thread(known_revisions)
        async with self._db.reading() as session:
            found = await session.scalar(_VERSION)
        newest = self._known[0]
        if found == newest:
            return []
        is_behind = found is None or found in self._known
        theirs = found or "-"
        return [
            Finding("schema_behind" if is_behind else "schema_ahead", {"found": theirs, "wanted": newest})
        ]
