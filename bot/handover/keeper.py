"""The background of the live desk: nobody waits for ever, and how long people wait is known."""

import asyncio
import logging
import math
import statistics
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.clock import Clock
from bot.duty import Duty
from bot.handover import repository
from bot.handover.conversations import Conversations, Filed, FileTicket, Unanswered, Utterance
from bot.handover.model import Handover, HandoverLine
from bot.handover.standing import Standing
from bot.handover.texts import Texts
from bot.language.personal_data import mask
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

EVERY_SECONDS = 1.0
BETWEEN_COUNTS = timedelta(seconds=15)
AT_ONCE = 20
# Whoever makes a ticket and dies over it is followed by another after so long.
RETRY = timedelta(seconds=30)
TURNS_IN_TICKET = 6
COUNTED_WAITS, FEWEST_WAITS = 20, 5
BY = {"citizen": "Người dân", "assistant": "Trợ lý", "officer": "Cán bộ"}

logger = logging.getLogger("chidan.handover")


class Keeper:
    """A background task; any number of processes may run one each."""

    def __init__(
        self,
        db: Database,
        conversations: Conversations,
        file_ticket: FileTicket,
        texts: Texts,
        duty: Duty,
        calendar: WorkCalendar,
        clock: Clock,
    ) -> None:
        """``file_ticket`` opens the ticket of a wish that nobody met."""
        self._db = db
        self._conversations = conversations
        self._file = file_ticket
        self._texts = texts
        self._duty = duty
        self._calendar = calendar
        self._clock = clock
        self._minutes: int | None = None
        self._counted_at: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Whether officers are there, and the median of the last waits in whole minutes, if enough waited."""
        return Standing(self._duty.is_on(now, self._calendar), self._duty.spans, self._minutes)

    async def run(self) -> None:
        """Looks once a second until it is cancelled."""
        pulse = pulse_of("waiting-for-officers", EVERY_SECONDS)
        while True:
            try:
                await self.work()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("who waits for an officer was not looked at: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def work(self) -> int:
        """Makes tickets of what nobody came to; how many."""
        now = self._clock()
        await self._count(now)
        found = await self._begin(now)
        for handover_id, unanswered in found:
            await self._finish(handover_id, unanswered)
        return len(found)

    async def _count(self, now: datetime) -> None:
        if self._counted_at is not None and now - self._counted_at < BETWEEN_COUNTS:
            return
        async with self._db.reading() as session:
            waits = await repository.last_waits(session, COUNTED_WAITS)
        self._minutes, self._counted_at = _typical(waits), now

    async def _begin(self, now: datetime) -> Sequence[tuple[int, Unanswered]]:
        async with self._db.transaction() as session:
            found = await repository.due(session, now, AT_ONCE)
            unanswered = []
            for handover in found:
                conversation_id = handover.conversation_id
                before = await self._conversations.excerpt(session, conversation_id, now, TURNS_IN_TICKET)
                lines = await repository.lines(session, handover.id)
                channel = await self._conversations.channel(session, conversation_id)
                words = _words(before, lines)
                unanswered.append((handover.id, Unanswered(_key(handover), conversation_id, channel, words)))
                handover.begin_filing(now + RETRY)
        return unanswered

    async def _finish(self, handover_id: int, unanswered: Unanswered) -> None:
        now = self._clock()
        filed = await self._file(unanswered, now)
        conversation_id = unanswered.conversation_id
        async with self._db.transaction() as session:
            await self._conversations.lock(session, conversation_id)
            handover = await repository.locked(session, handover_id)
            if handover.ticket_code is not None:
                return
            handover.become_ticket(filed.code, now)
            await self._conversations.release(session, conversation_id, now)
            await self._tell(session, conversation_id, filed, now)

    async def _tell(self, session: AsyncSession, conversation_id: int, filed: Filed, now: datetime) -> None:
        talks, texts = self._conversations, self._texts
        await talks.say(session, conversation_id, texts.filed, now)
        await talks.say_once(session, conversation_id, *texts.pin_of(filed, now), now)
        await talks.say(session, conversation_id, texts.after_ticket(filed), now)


def _typical(waits: Sequence[timedelta]) -> int | None:
    if len(waits) < FEWEST_WAITS:
        return None
    return max(1, math.ceil(statistics.median(wait / timedelta(minutes=1) for wait in waits)))


def _key(handover: Handover) -> str:
    return f"handover-{handover.id}"


def _words(before: Sequence[Utterance], lines: Sequence[HandoverLine]) -> str:
    said = [(one.by, one.text) for one in before] + [(line.by, mask(line.text)) for line in lines]
    return "\n".join(f"{BY[by]}: {text}" for by, text in said)
