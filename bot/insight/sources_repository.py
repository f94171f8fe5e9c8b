"""Reads what a month is counted from, a few rows at a time; of sealed reports nothing is read at all."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Turn
from bot.dossiers.model import Dossier, DossierEvent
from bot.dossiers.state import Status
from bot.hotline.model import Ticket, TicketEvent, TicketPromise
from bot.hotline.states import Happened
from bot.insight.months import local_day
from bot.surveys.model import SurveyAnswer, SurveyInvitation, SurveyResponse

# Others have their turn on the loop between two lots.
AT_ONCE = 500
Rows = AsyncIterator[Sequence[Any]]


async def _lots(session: AsyncSession, query: Executable) -> Rows:
    result = await session.stream(query.execution_options(yield_per=AT_ONCE))
    async for lot in result.partitions(AT_ONCE):
        yield lot


def answers(session: AsyncSession, first: date, last: date) -> Rows:
    """A row per answer, those of a response one after the other; of a response without any, one row."""
    response = SurveyResponse
    query = (
        select(
            response.id,
            response.subject,
            response.instrument,
            response.field,
            response.procedure,
            response.commune,
            response.channel,
            response.mode,
            response.flagged,
            SurveyAnswer.question,
            SurveyAnswer.value,
        )
        .outerjoin(SurveyAnswer, SurveyAnswer.response_id == response.id)
        .where(response.answered_on.between(first, last))
        .order_by(response.id)
    )
    return _lots(session, query)


def sent(session: AsyncSession, begin: datetime, end: datetime) -> Rows:
    """How many invitations went out, by subject and stratum."""
    invitation = SurveyInvitation
    stratum = (
        invitation.subject,
        invitation.field,
        invitation.procedure,
        invitation.commune,
        invitation.channel,
    )
    query = (
        select(*stratum, func.count().label("n"))
        .where(invitation.sent_at >= begin, invitation.sent_at < end)
        .group_by(*stratum)
    )
    return _lots(session, query)


def dossiers(session: AsyncSession, first: date, last: date, begin: datetime, end: datetime) -> Rows:
    """Dossiers received, due or finished in those days."""
    query = select(
        Dossier.code,
        Dossier.status,
        Dossier.procedure,
        Dossier.unit,
        Dossier.received_at,
        Dossier.appointment,
        func.coalesce(Dossier.finished_on, Dossier.returned_on).label("finished_on"),
        Dossier.reason,
    ).where(
        or_(
            and_(Dossier.received_at >= begin, Dossier.received_at < end),
            Dossier.appointment.between(first, last),
            Dossier.finished_on.between(first, last),
            Dossier.returned_on.between(first, last),
        )
    )
    return _lots(session, query)


async def complained_of(session: AsyncSession, tracks: Sequence[str]) -> frozenset[str | None]:
    """The codes of dossiers that tickets of those tracks name."""
    query = select(Ticket.dossier_code).where(Ticket.dossier_code.is_not(None), Ticket.track.in_(tracks))
    return frozenset(await session.scalars(query.distinct()))


def supplements(session: AsyncSession, begin: datetime, end: datetime) -> Rows:
    """The papers that were asked for of each dossier that came to that status then."""
    came = exists().where(
        DossierEvent.dossier_id == Dossier.id,
        DossierEvent.status == Status.SUPPLEMENT_ASKED,
        DossierEvent.at >= begin,
        DossierEvent.at < end,
    )
    query = select(Dossier.missing).where(came)
    return _lots(session, query)


def promises(session: AsyncSession, begin: datetime, end: datetime, sealed: Sequence[str]) -> Rows:
    """Every promise owed on the tickets that owed one then, those of a ticket one after the other."""
    due = select(TicketPromise.ticket_id).where(TicketPromise.due_at >= begin, TicketPromise.due_at < end)
    query = (
        select(
            Ticket.id,
            Ticket.track,
            Ticket.verdict,
            Ticket.reopened,
            TicketPromise.kind,
            TicketPromise.due_at,
            TicketPromise.is_law,
            TicketPromise.kept_at,
        )
        .join(TicketPromise, TicketPromise.ticket_id == Ticket.id)
        .where(
            Ticket.id.in_(due),
            Ticket.track.not_in(sealed),
            TicketPromise.void_at.is_(None),
            TicketPromise.paused_at.is_(None),
        )
        .order_by(Ticket.id)
    )
    return _lots(session, query)


def outcomes(session: AsyncSession, begin: datetime, end: datetime, sealed: Sequence[str]) -> Rows:
    """Tickets that were answered or reopened then, and which of it."""
    answered = func.max(_is(Happened.ANSWERED, Happened.CLOSED)).label("answered")
    reopened = func.max(_is(Happened.REOPENED)).label("reopened")
    query = (
        select(Ticket.id, answered, reopened)
        .join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
        .where(
            TicketEvent.at >= begin,
            TicketEvent.at < end,
            Ticket.track.not_in(sealed),
            TicketEvent.kind.in_((Happened.ANSWERED, Happened.CLOSED, Happened.REOPENED)),
        )
        .group_by(Ticket.id)
    )
    return _lots(session, query)


def _is(*kinds: Happened) -> ColumnElement[int]:
    return case((TicketEvent.kind.in_(kinds), 1), else_=0)


def complaints(session: AsyncSession, begin: datetime, end: datetime, tracks: Sequence[str]) -> Rows:
    """What was complained of in tickets that were opened then."""
    query = select(Ticket.summary).where(
        Ticket.created_at >= begin, Ticket.created_at < end, Ticket.track.in_(tracks)
    )
    return _lots(session, query)


def turns(session: AsyncSession, begin: datetime, end: datetime) -> Rows:
    """The turns of that time."""
    query = select(Turn.conversation_id, Turn.text, Turn.outcome, Turn.meta).where(
        Turn.created_at >= begin, Turn.created_at < end
    )
    return _lots(session, query)


async def beginning(session: AsyncSession) -> date | None:
    """The day of the oldest row of all sources, or None where there is none."""
    moments = [
        await session.scalar(select(func.min(column)))
        for column in (
            Dossier.received_at,
            Dossier.appointment,
            Ticket.created_at,
            Turn.created_at,
            SurveyResponse.answered_on,
        )
    ]
    days = [local_day(one) if isinstance(one, datetime) else one for one in moments if one is not None]
    return min(days, default=None)
