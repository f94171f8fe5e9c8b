"""Tickets that wait for their citizen: asked once more, and closed where no answer comes."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.hotline.actors import SYSTEM
from bot.hotline.alarms import parked
from bot.hotline.casework import Case, take_up
from bot.hotline.desk import DeskBase
from bot.hotline.hours import local_day
from bot.hotline.model import TicketEvent
from bot.hotline.states import Happened
from bot.pulse import pulse_of
from bot.storage.errors import StorageUnavailable

EVERY_SECONDS = 60.0
AT_ONCE = 50

logger = logging.getLogger("chidan.hotline")


class ParkedDesk(DeskBase):
    """The periods are working days of the department's ladder; both steps raise StorageUnavailable."""

    async def remind_parked(self, now: datetime) -> int:
        """Repeats questions that were not answered; how many.

        Where nobody is reached the ticket waits no longer: its clock runs, and an officer has to call.
        """
        days = self._ladder.reminded_working_days
        async with self._db.transaction() as session:
            due = await self._due(session, Happened.ASKED_CITIZEN, days, now)
            for question in due:
                case = await take_up(session, question.ticket_id, self._clocks, SYSTEM, now)
                case.tell(Happened.CITIZEN_REMINDED, question.text)
                until = self._clocks.of_days(self._ladder.unheard_working_days, now).due_at
                day = f"{local_day(until):%d/%m/%Y}"
                if not await self._tell_citizen(case, self._words.reminded, text=question.text, day=day):
                    await _go_on(case)
                case.finish()
        return len(due)

    async def close_parked(self, now: datetime) -> int:
        """Closes what was reminded of and not answered; how many. The solution's clock stands still on."""
        days = self._ladder.unheard_working_days
        async with self._db.transaction() as session:
            due = await self._due(session, Happened.CITIZEN_REMINDED, days, now)
            for reminder in due:
                case = await take_up(session, reminder.ticket_id, self._clocks, SYSTEM, now)
                case.ticket.close_unheard(self._words.unheard_done, now)
                case.tell(Happened.CLOSED, self._words.unheard_done, outcome=case.ticket.outcome)
                await self._tell_citizen(case, self._words.unheard)
                case.finish()
        return len(due)

    async def _due(
        self, session: AsyncSession, last: Happened, days: int, now: datetime
    ) -> Sequence[TicketEvent]:
        """Those whose last day is over: a question of today has all of its last day to be answered."""
        found = await parked(session, last, now, AT_ONCE)
        return [one for one in found if self._clocks.of_days(days, one.at).due_at < now]


class ParkedWatch:
    """A background task; any number of processes may run one each."""

    def __init__(self, desk: ParkedDesk, clock: Clock) -> None:
        """Nothing runs before ``run``."""
        self._desk = desk
        self._clock = clock

    async def run(self) -> None:
        """Looks once a minute until it is cancelled."""
        pulse = pulse_of("parked-tickets", EVERY_SECONDS)
        while True:
            try:
                while await self._desk.remind_parked(self._clock()) == AT_ONCE:
                    pass
                while await self._desk.close_parked(self._clock()) == AT_ONCE:
                    pass
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("tickets that wait for citizens were not looked at: %s", error)
            await asyncio.sleep(EVERY_SECONDS)


async def _go_on(case: Case) -> None:
    case.ticket.work(waits=False)
    await case.resume()
