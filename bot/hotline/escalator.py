"""Rings when half and when most of a promise has run; takes a ticket one level up when it is broken."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.clock import Clock
from bot.findings import Finding
from bot.hotline.actors import SYSTEM
from bot.hotline.alarms import Ringing, due_alarms, is_any_due, unjudged
from bot.hotline.casework import Case, take_up
from bot.hotline.climbing import climb
from bot.hotline.hours import days_before
from bot.hotline.ladder import Directory, Roster, read_roster
from bot.hotline.promise import TicketPromise
from bot.hotline.states import Happened
from bot.hotline.terms import BROKEN, Clocks
from bot.ladder import Ladder
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

POLL_SECONDS = 10.0
AT_ONCE = 50
# So long after its last round officers should look why there is no next one.
STANDS_STILL = timedelta(minutes=2)

logger = logging.getLogger("chidan.hotline")


class Escalator:
    """A background task; any number of processes may run one each, and every alarm rings once."""

    def __init__(
        self, db: Database, ladder: Ladder, calendar: WorkCalendar, directory: Directory, clock: Clock
    ) -> None:
        """Nothing rings before ``run``; what fell due while nothing ran rings in its first round."""
        self._db = db
        self._ladder = ladder
        self._calendar = calendar
        self._clocks = Clocks(calendar, ladder)
        self._directory = directory
        self._clock = clock
        self._round_at = clock()

    async def run(self) -> None:
        """Looks every few seconds until it is cancelled."""
        pulse = pulse_of("alarms", POLL_SECONDS)
        while True:
            try:
                while await self.work():
                    pass
                await self.close_unjudged()
                self._round_at = self._clock()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("alarms wait: the database is unavailable (%s)", error)
            await asyncio.sleep(POLL_SECONDS)

    def findings(self) -> Sequence[Finding]:
        """Says so where it stands still: nothing is reminded of then, and nothing escalated."""
        silent = self._clock() - self._round_at
        if silent <= STANDS_STILL:
            return []
        return [Finding("alarms_stand_still", {"minutes": silent // timedelta(minutes=1)})]

    async def work(self) -> int:
        """Rings what is due now; how many alarms that were."""
        now = self._clock()
        async with self._db.reading() as session:
            if not await is_any_due(session, now):
                return 0
        roster = await read_roster(self._directory, self._ladder)
        async with self._db.transaction() as session:
            found = await due_alarms(session, now, AT_ONCE)
            for ticket_id, of_one in groupby(found, key=lambda one: one.ticket_id):
                await self._ring(session, ticket_id, list(of_one), roster, now)
        return len(found)

    async def close_unjudged(self) -> int:
        """Closes what was answered so long ago that the citizen will say nothing more; how many that were."""
        now = self._clock()
        before = days_before(self._calendar, now, self._ladder.unjudged_working_days)
        async with self._db.transaction() as session:
            ids = await unjudged(session, before, AT_ONCE)
            for one in ids:
                case = await take_up(session, one, self._clocks, SYSTEM, now)
                case.ticket.close_unjudged()
                case.tell(Happened.CLOSED)
                case.finish()
        return len(ids)

    async def _ring(
        self,
        session: AsyncSession,
        ticket_id: int,
        alarms: Collection[Ringing],
        roster: Roster,
        now: datetime,
    ) -> None:
        case = await take_up(session, ticket_id, self._clocks, SYSTEM, now)
        promises = {one.id: one for one in case.promises}
        for one in alarms:
            promise = promises[one.alarm.promise_id]
            # An officer may have stopped it after the alarm was found and before the ticket was locked.
            if promise.is_running:
                one.alarm.done_at = now
                await self._ring_one(case, promise, one.alarm.share, roster)
        case.finish()

    async def _ring_one(self, case: Case, promise: TicketPromise, share: int, roster: Roster) -> None:
        kind, owner = promise.kind, case.ticket.owner_name
        if share < BROKEN:
            case.tell(Happened.REMINDED, promise=kind, share=share, owner=owner)
            return
        promise.break_()
        case.tell(Happened.PROMISE_BROKEN, promise=kind, owner=owner)
        if await climb(case, self._ladder, roster) and kind == "solution":
            await case.promise_again(kind, self._ladder.again_working_days)
