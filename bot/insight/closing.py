"""Closes months: counts each source once, a few days after the month, and decides what may be told of it.

What was told stays told, so nothing of a closed month is counted again: an answer changed later, or a dossier
brought in later, is not in its figures. A month of which a source has nothing yet stays open for it.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.insight import repository
from bot.insight.answer_counts import RESPONSES, SENT
from bot.insight.blocks import Told, told_of
from bot.insight.counts import Counts, Place, Sums
from bot.insight.figures import Period, month_of
from bot.insight.gather import Gather
from bot.insight.months import last_closed
from bot.insight.sources_repository import beginning
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

LOOK_EVERY_SECONDS = 3600.0
# Older months are left to themselves.
FURTHEST_BACK = timedelta(days=731)

logger = logging.getLogger("chidan.insight")


@dataclass(frozen=True)
class _Decided:
    """A month as it is about to be closed; ``order`` are the months of its year that were closed before."""

    order: Sequence[str]
    counts: Counts
    told: Sequence[Told]
    bases: Mapping[Place, int]


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
        while True:
            try:
                await self.look()
            except StorageUnavailable as error:
                logger.warning("no month is closed: the database is unavailable (%s)", error)
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
            known = await repository.closed(session, source)
        return [month for month in _over(begun, now) if month not in known]

    async def _close(self, source: str, month: str, *, calm: bool) -> bool:
        async with self._db.reading() as session:
            decided = await self._decide(session, source, month)
        if month in decided.order:
            return False
        size = decided.counts.size
        if not size or (calm and self._seen.get((source, month)) != size):
            self._seen[source, month] = size
            return False
        async with self._db.transaction() as session:
            await repository.lock(session)
            if await repository.closed(session, source, *_year_of(month)) != decided.order:
                return False
            await repository.add_month(session, source, month, decided.counts, self._clock())
            await repository.add_blocks(session, decided.told, decided.bases)
        logger.info("%s of %s are closed", source, month)
        return True

    async def _decide(self, session: AsyncSession, source: str, month: str) -> _Decided:
        order = await repository.closed(session, source, *_year_of(month))
        counts = await self._gatherers[source](session, month)
        told: list[Told] = []
        bases: dict[Place, int] = {}
        for measure, places in counts.by_measure().items():
            subject, _, kind = measure.rpartition(":")
            if kind == SENT:
                continue
            new = await _new_blocks(session, measure, month, order, places)
            told += new
            if kind == RESPONSES:
                sent = f"{subject}:{SENT}"
                of = _with(await repository.tallies(session, sent, order), month, counts.by_measure()[sent])
                bases |= _bases(new, sent, of)
            await asyncio.sleep(0)
        return _Decided(order, counts, told, bases)


async def _new_blocks(
    session: AsyncSession, measure: str, month: str, order: Sequence[str], places: Mapping[Place, Sums]
) -> list[Told]:
    """What the month makes tellable: a block that it completes has it among its months."""
    tallies = _with(await repository.tallies(session, measure, order), month, places)
    return [told for told in told_of(measure, [*order, month], tallies) if month in told.months]


def _with(
    tallies: Mapping[Place, Mapping[str, Sums]], month: str, places: Mapping[Place, Sums]
) -> dict[Place, Mapping[str, Sums]]:
    more = {place: {**tallies.get(place, {}), month: sums} for place, sums in places.items()}
    return {**tallies, **more}


def _bases(
    told: Sequence[Told], sent: str, tallies: Mapping[Place, Mapping[str, Sums]]
) -> Iterator[tuple[Place, int]]:
    for one in told:
        months = tallies.get(one.place._replace(measure=sent), {})
        yield one.place, sum(months[month].n for month in one.months if month in months)


def _over(begun: date | None, now: datetime) -> Iterator[str]:
    """The months that may be closed, the oldest first."""
    first = month_of(max(begun or now.date(), now.date() - FURTHEST_BACK))
    last = last_closed(now)
    return Period(first, last).months() if first <= last else iter(())


def _year_of(month: str) -> tuple[str, str]:
    return f"{month[:4]}-01", f"{month[:4]}-12"
