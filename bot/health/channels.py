"""The platforms: whether anything still comes from them, and whether their clocks agree with ours."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from sqlalchemy import func, select

from bot.clock import Clock
from bot.conversation.model import Contact
from bot.findings import Finding
from bot.storage.database import Database

# A night, and a Sunday's morning, are no silence.
LEAST_SILENCE = timedelta(hours=24)
HABIT = timedelta(days=7)
# Where so many people would have written, nobody's having done so is no chance: e to the power of -10.
LEAST_EXPECTED = 10
# The look goes through all contacts, and silence is counted in hours.
LOOK_EVERY = timedelta(minutes=10)
# A Date has whole seconds, and an answer may have been long on its way.
CLOCKS_APART = timedelta(seconds=60)


class SilentChannels:
    """Tells of channels from which people used to write and nothing comes any more."""

    def __init__(self, db: Database, channels: Sequence[str], clock: Clock) -> None:
        """``channels`` by their names: those that call us from outside."""
        self._db, self._channels, self._clock = db, channels, clock
        self._looked_at: datetime | None = None
        self._found: Sequence[Finding] = ()

    async def look(self) -> Sequence[Finding]:
        """As it was at the last look, which is at most ten minutes old."""
        now = self._clock()
        if self._looked_at is None or now - self._looked_at >= LOOK_EVERY:
            found = [await self._silence(channel, now) for channel in self._channels]
            self._found, self._looked_at = [one for one in found if one is not None], now
        return self._found

    async def _silence(self, channel: str, now: datetime) -> Finding | None:
        ours = Contact.channel == channel
        async with self._db.reading() as session:
            last = await session.scalar(select(func.max(Contact.heard_at)).where(ours))
            if last is None or now - last < LEAST_SILENCE:
                return None
            week = select(func.count()).where(ours, Contact.heard_at > last - HABIT)
            people = await session.scalar(week) or 0
        silence = now - last
        expected = round(people * (silence / HABIT))
        if expected < LEAST_EXPECTED:
            return None
        hours = round(silence.total_seconds() / 3600)
        return Finding("channel_silent", {"channel": channel, "hours": hours, "expected": expected})


class OuterClocks:
    """The Date of each platform's latest answer against ours."""

    def __init__(self, clock: Clock) -> None:
        """Nothing was heard yet."""
        self._clock = clock
        self._apart: dict[str, timedelta] = {}

    def ear(self, channel: str) -> Callable[[str | None], None]:
        """Takes the ``Date`` of an answer; what is none is passed over."""

        def hear(date: str | None) -> None:
            try:
                told = parsedate_to_datetime(date or "")
            except ValueError:
                return
            if told.tzinfo is not None:
                self._apart[channel] = abs(self._clock() - told)

        return hear

    async def look(self) -> Sequence[Finding]:
        """Those that are more than a minute apart."""
        return [
            Finding("clock_off_platform", {"channel": channel, "seconds": round(apart.total_seconds())})
            for channel, apart in self._apart.items()
            if apart > CLOCKS_APART
        ]
