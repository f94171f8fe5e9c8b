"""Every query of what time brings: what rings now, which answers nobody judged, which questions wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.promise import TicketAlarm, TicketPromise
from bot.hotline.states import OPEN, Happened, TicketState


@dataclass(frozen=True)
class Ringing:
    """An alarm that is due, and its ticket."""

    alarm: TicketAlarm
    ticket_id: int


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    """Whether anything may have to ring."""
    query = select(TicketAlarm.id).join(TicketPromise, TicketPromise.id == TicketAlarm.promise_id)
    return await session.scalar(query.where(*_rings(now)).limit(1)) is not None


async def due_alarms(session: AsyncSession, now: datetime, limit: int) -> Sequence[Ringing]:
    """What rings now, ticket by ticket, in the order in which it fell due.

    Locked together with their tickets, without those that others hold.
    """
    query = (
        select(TicketAlarm, Ticket.id)
        .join(TicketPromise, TicketPromise.id == TicketAlarm.promise_id)
        .join(Ticket, Ticket.id == TicketPromise.ticket_id)
        .where(*_rings(now))
        .order_by(Ticket.id, TicketAlarm.due_at, TicketAlarm.id)
        .limit(limit)
        .with_for_update(of=(TicketAlarm, Ticket), skip_locked=True)
    )
    return [Ringing(*row) for row in await session.execute(query)]


async def late_promises(session: AsyncSession, now: datetime) -> Mapping[tuple[str, str], int]:
    """How many promises on open tickets are past their time and not kept, by kind and level."""
    query = (
        select(TicketPromise.kind, Ticket.level, func.count())
        .join(Ticket, Ticket.id == TicketPromise.ticket_id)
        .where(Ticket.state.in_(OPEN), TicketPromise.due_at < now, *_is_running())
        .group_by(TicketPromise.kind, Ticket.level)
    )
    return {(kind, level): count for kind, level, count in await session.execute(query)}


async def unjudged(session: AsyncSession, before: datetime, limit: int) -> Sequence[int]:
    """Tickets that were answered before that moment and that nobody has judged."""
    query = (
        select(Ticket.id)
        .where(Ticket.state == TicketState.ANSWERED, Ticket.closed_at <= before)
        .order_by(Ticket.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


async def parked(
    session: AsyncSession, last: Happened, before: datetime, limit: int
) -> Sequence[TicketEvent]:
    """The questions and reminders that tickets wait on, where it is that kind's turn, the oldest first.

    With ``last`` the question it was asked once; with a reminder it was repeated. Their tickets are locked.
    """
    kinds = (Happened.ASKED_CITIZEN, Happened.CITIZEN_REMINDED)
    latest = (
        select(func.max(TicketEvent.id))
        .where(TicketEvent.ticket_id == Ticket.id, TicketEvent.kind.in_(kinds))
        .correlate(Ticket)
        .scalar_subquery()
    )
    query = (
        select(TicketEvent)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(Ticket.state == TicketState.WAITING_FOR_CITIZEN, TicketEvent.id == latest)
        .where(TicketEvent.kind == last, TicketEvent.at <= before)
        .order_by(TicketEvent.id)
        .limit(limit)
        .with_for_update(of=Ticket, skip_locked=True)
    )
    return (await session.scalars(query)).all()


def _rings(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Due, not rung yet, and of a promise that is owed and not stopped."""
    return (
        TicketAlarm.done_at.is_(None),
        TicketAlarm.due_at <= now,
        *_is_running(),
    )


def _is_running() -> tuple[ColumnElement[bool], ...]:
    return (
        TicketPromise.kept_at.is_(None),
        TicketPromise.void_at.is_(None),
        TicketPromise.paused_at.is_(None),
    )
