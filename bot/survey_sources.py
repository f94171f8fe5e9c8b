"""Where surveys hear that something is done: results that were returned, tickets that were answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.proactive import contacts_of
from bot.dossiers import finished as dossiers
from bot.dossiers.model import Dossier, DossierEvent
from bot.dossiers.state import Status
from bot.hotline import answered as tickets
from bot.hotline.model import Ticket
from bot.hotline.states import Happened
from bot.strata import Strata
from bot.survey_terms import day_of
from bot.surveys.inviting import Finished
from bot.surveys.model import Subject
from bot.surveys.outside import Batch

ENDS = (Happened.ANSWERED, Happened.CLOSED)


class _Event(Protocol):
    @property
    def id(self) -> int: ...


def _batch(events: Sequence[_Event], settled: Sequence[_Event], found: Sequence[Finished]) -> Batch | None:
    if not events:
        return None
    return Batch(events[-1].id, settled[-1].id if settled else 0, found)


class ReturnedDossiers:
    """Dossiers that came to status 10, whatever source told it."""

    subject = Subject.DOSSIER

    def __init__(self, strata: Strata) -> None:
        """``strata`` are what samples and statistics cut by."""
        self._strata = strata

    async def after(
        self, session: AsyncSession, event_id: int, settled: datetime, limit: int
    ) -> Batch | None:
        """As an inviter wants them."""
        events = await dossiers.events_after(session, event_id, limit)
        ends = {one.dossier_id: one for one in events if one.came_to is Status.RETURNED}
        early = [one for one in events if one.seen_at <= settled]
        return _batch(events, early, await self._finished(session, ends) if ends else ())

    async def stands(self, session: AsyncSession, subject_id: int) -> bool:
        """Whether its result is still with the citizen."""
        return bool(await dossiers.returned(session, (subject_id,)))

    async def _finished(self, session: AsyncSession, ends: Mapping[int, DossierEvent]) -> Sequence[Finished]:
        rows = await dossiers.returned(session, ends)
        first = await dossiers.first_events(session, ends)
        days = {row.id: _returned_on(row, ends[row.id], first) for row in rows}
        holders = await dossiers.holders(session, ends)
        channels = await _channels(session, holders.values())
        return [
            self._one(row, day, holders.get(row.id), channels)
            for row in rows
            if (day := days[row.id]) is not None
        ]

    def _one(self, row: Dossier, day: date, talk: int | None, channels: Mapping[int, str]) -> Finished:
        field, commune = self._strata(row.procedure, row.unit)
        channel = channels.get(talk, "") if talk is not None else ""
        return Finished(self.subject, row.id, day, talk, field, row.procedure, commune, channel)


class AnsweredTickets:
    """Tickets that officers are done with, where there is any way to ask."""

    subject = Subject.TICKET

    async def after(
        self, session: AsyncSession, event_id: int, settled: datetime, limit: int
    ) -> Batch | None:
        """As an inviter wants them."""
        events = await tickets.events_after(session, event_id, limit)
        days = {one.ticket_id: day_of(one.at) for one in events if one.kind in ENDS}
        early = [one for one in events if one.at <= settled]
        rows = await tickets.answered(session, days) if days else ()
        found = [_ticket(row, days[row.id]) for row in rows if row.conversation_id or row.reporter_phone]
        return _batch(events, early, found)

    async def stands(self, session: AsyncSession, subject_id: int) -> bool:
        """Whether it was not opened again."""
        return bool(await tickets.answered(session, (subject_id,)))


def _returned_on(row: Dossier, end: DossierEvent, first: Collection[int]) -> date | None:
    """None of one that came as returned and without a time: it may have been years ago."""
    if row.returned_on is not None:
        return min(row.returned_on, day_of(end.at))
    return None if end.id in first and row.changed_at is None else day_of(end.at)


def _ticket(row: Ticket, day: date) -> Finished:
    return Finished(
        subject=Subject.TICKET,
        id=row.id,
        day=day,
        conversation_id=row.conversation_id,
        field=row.track,
        procedure=row.procedure or "",
        commune=row.commune,
        channel=row.channel,
    )


async def _channels(session: AsyncSession, talks: Collection[int]) -> Mapping[int, str]:
    return {talk: contact.channel for talk, contact in (await contacts_of(session, talks)).items()}
