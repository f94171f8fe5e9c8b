"""Tells followers of changes: one message each, in their order, by day only."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.dossiers.hours import may_be_posted, today
from bot.dossiers.notices import BROKEN, UNFOLLOWED, UNREACHABLE, Due, due_notices
from bot.dossiers.showing import shown_change
from bot.dossiers.view import View
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

POLL_SECONDS = 5.0
AT_ONCE = 50

logger = logging.getLogger("chidan.dossiers")

Said = TypeVar("Said")
# Puts the replies on their way in the session's transaction: their ids, or None where the person has left.
Post = Callable[[AsyncSession, int, Sequence[Said], datetime], Awaitable[list[int] | None]]


class Notifier(Generic[Said]):
    """A background task; any number of processes may run one each."""

    def __init__(
        self,
        db: Database,
        render: Callable[[View], Sequence[Said]],
        post: Post[Said],
        calendar: WorkCalendar,
        clock: Callable[[], datetime],
    ) -> None:
        """``render`` finds the words for a change, ``post`` brings them on their way."""
        self._db = db
        self._render = render
        self._post = post
        self._calendar = calendar
        self._clock = clock

    async def run(self) -> None:
        """Looks every few seconds until it is cancelled."""
        pulse = pulse_of("dossier-notices", POLL_SECONDS)
        while True:
            try:
                while await self.work():
                    pass
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("notices wait: the database is unavailable (%s)", error)
            await asyncio.sleep(POLL_SECONDS)

    async def work(self) -> int:
        """Settles what is due, of each follower the first; how many notices that were."""
        now = self._clock()
        if not may_be_posted(now):
            return 0
        async with self._db.transaction() as session:
            found = await due_notices(session, now, AT_ONCE)
            for due in found:
                await self._settle(session, due, now)
        return len(found)

    async def _settle(self, session: AsyncSession, due: Due, now: datetime) -> None:
        if due.follow.unfollowed_at is not None:
            due.notice.drop(UNFOLLOWED)
            return
        said = self._words(due, now)
        if said is None:
            due.notice.drop(BROKEN)
            return
        outbox_ids = await self._post(session, due.conversation_id, said, now)
        if outbox_ids is None:
            due.notice.drop(UNREACHABLE)
        else:
            due.notice.post(outbox_ids)

    def _words(self, due: Due, now: datetime) -> Sequence[Said] | None:
        """None where a mistake of ours leaves no words; others must not wait for them for ever."""
        try:
            return self._render(shown_change(due.dossier, due.event, today(now), self._calendar))
        except Exception as error:
            logger.error("notice %d: no words for it (%s)", due.notice.id, type(error).__name__)
            return None
