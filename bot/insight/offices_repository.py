"""Reads what a month of dossiers and tickets is counted from; of sealed reports nothing is read at all."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import Dossier, DossierEvent
from bot.dossiers.state import Status
from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.promise import TicketPromise
from bot.hotline.states import Happened
from bot.insight.sources_repository import Rows, lots


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
    return lots(session, query)


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
    return lots(session, query)


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
    return lots(session, query)


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
    return lots(session, query)


def _is(*kinds: Happened) -> ColumnElement[int]:
    return case((TicketEvent.kind.in_(kinds), 1), else_=0)


def complaints(session: AsyncSession, begin: datetime, end: datetime, tracks: Sequence[str]) -> Rows:
    """What was complained of in tickets that were opened then."""
    query = select(Ticket.summary).where(
        Ticket.created_at >= begin, Ticket.created_at < end, Ticket.track.in_(tracks)
    )
    return lots(session, query)
