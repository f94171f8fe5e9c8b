"""Finds what was done, asks about it by day, reminds once, and ends what nobody answers."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.log import log_failure
from bot.findings import Finding
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable, operational_errors_translated
from bot.survey_terms import SurveyTerms
from bot.surveys import repository
from bot.surveys.inviting import REVERTED, TOO_LATE, Inviting
from bot.surveys.model import InvitationState, Subject, SurveyInvitation, SurveyWave, Way
from bot.surveys.opt_out import OPTED_OUT, OptOuts
from bot.surveys.outside import Post, Source

POLL_SECONDS = 20.0
AT_ONCE = 50
EVENTS_AT_ONCE = 2000
# On PostgreSQL an event may be committed after one with a higher number, though not so much later.
SETTLED = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)
LATER = timedelta(hours=1)
LONGEST_IDLE = 15 * MINUTE

logger = logging.getLogger("chidan.surveys")


class Inviter:
    """A background task; any number of processes may run one each."""

    def __init__(
        self,
        db: Database,
        sources: Sequence[Source],
        inviting: Inviting,
        post: Post,
        opt_outs: OptOuts,
        terms: SurveyTerms,
        clock: Clock,
    ) -> None:
        """``post`` finds the words and the way."""
        self._db = db
        self._sources = {source.subject: source for source in sources}
        self._inviting = inviting
        self._post = post
        self._opt_outs = opt_outs
        self._terms = terms
        self._clock = clock
        self._worked_at = clock()

    def findings(self) -> Sequence[Finding]:
        """What officers should look into; empty while everybody is asked in time."""
        idle = self._clock() - self._worked_at
        if not self._terms.asks or idle <= LONGEST_IDLE:
            return ()
        return (Finding("surveys_stand_still", {"minutes": idle // MINUTE}),)

    async def run(self) -> None:
        """Looks every few seconds until it is cancelled."""
        pulse = pulse_of("invitations", POLL_SECONDS)
        while True:
            try:
                await self.find()
                while await self.work():
                    pass
                self._worked_at = self._clock()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("invitations wait: the database is unavailable (%s)", error)
            except Exception as error:
                # Whatever it is may concern one invitation alone; health tells where it does not pass.
                log_failure(logger, "inviting", error)
            await asyncio.sleep(POLL_SECONDS)

    async def find(self) -> int:
        """Goes through all new events; how many new invitations wait."""
        if not self._terms.asks:
            return 0
        made = 0
        for source in self._sources.values():
            start: int | None = None
            while True:
                start, new = await self._read(source, start)
                made += new
                if start is None:
                    break
        return made

    async def _read(self, source: Source, start: int | None) -> tuple[int | None, int]:
        """One batch from that event on, or from the mark; where the next begins, None after the last."""
        now = self._clock()
        async with self._db.transaction() as session:
            mark = await repository.locked_mark(session, source.subject)
            begin = mark.last_id if start is None else start
            batch = await source.after(session, begin, now - SETTLED, EVENTS_AT_ONCE)
            if batch is None:
                return None, 0
            made = await self._inviting.invite(session, batch.finished, now)
            mark.last_id = max(mark.last_id, batch.settled_id)
        return batch.last_id, made

    async def work(self) -> int:
        """Does what is due; how many invitations that were."""
        if not self._terms.asks:
            return 0
        now = self._clock()
        async with self._db.transaction() as session:
            found = await repository.due(session, now, AT_ONCE)
            for row in found:
                await self._settle_alone(session, row, now)
        return len(found)

    async def _settle_alone(self, session: AsyncSession, row: SurveyInvitation, now: datetime) -> None:
        """One that cannot be settled holds up no other."""
        try:
            with operational_errors_translated():
                async with session.begin_nested():
                    await self._settle(session, row, now)
        except StorageUnavailable:
            raise
        except Exception as error:
            log_failure(logger, f"invitation {row.id}", error)
            row.due_at = now + LATER

    async def _settle(self, session: AsyncSession, row: SurveyInvitation, now: datetime) -> None:
        if now >= row.expires_at:
            row.expire()
        elif await self._opt_outs.has(session, row):
            row.drop(OPTED_OUT)
        elif row.state == InvitationState.REMINDED or row.way == Way.CALL:
            row.due_at = row.expires_at
        elif not self._terms.is_daytime(now):
            row.due_at = self._terms.by_day(now)
        elif row.state == InvitationState.WAITING:
            await self._ask(session, row, now)
        else:
            await self._remind(session, row, now)

    async def _ask(self, session: AsyncSession, row: SurveyInvitation, now: datetime) -> None:
        if not await self._stands(session, row):
            row.drop(REVERTED)
        elif self._terms.is_too_late(row.subject_on, now):
            row.drop(TOO_LATE)
        elif (sent := await self._posted(session, row, now, reminder=False)) is None:
            row.leave_to_officers()
        else:
            row.send(*sent, now, min(self._terms.remind_at(now), row.expires_at))

    async def _remind(self, session: AsyncSession, row: SurveyInvitation, now: datetime) -> None:
        if not await self._stands(session, row):
            row.due_at = row.expires_at
            return
        lost = await self._post.lost(session, row.outbox_ids)
        sent = None if lost else await self._posted(session, row, now, reminder=True)
        if sent is None:
            row.leave_to_officers()
        else:
            row.remind(sent[1], now)

    async def _stands(self, session: AsyncSession, row: SurveyInvitation) -> bool:
        return await self._sources[Subject(row.subject)].stands(session, row.subject_id)

    async def _posted(
        self, session: AsyncSession, row: SurveyInvitation, now: datetime, *, reminder: bool
    ) -> tuple[Way, list[int]] | None:
        wave = await session.get_one(SurveyWave, row.wave_id)
        return await self._post(session, row, wave, now, reminder=reminder)
