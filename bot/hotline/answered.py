"""Every query on tickets that officers are done with, for whoever asks how it went."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.states import DONE, Outcome


async def events_after(session: AsyncSession, event_id: int, limit: int) -> Sequence[TicketEvent]:
    """The next ones of all tickets, by their ids."""
    query = select(TicketEvent).where(TicketEvent.id > event_id).order_by(TicketEvent.id).limit(limit)
    return (await session.scalars(query)).all()


async def answered(session: AsyncSession, ticket_ids: Collection[int]) -> Sequence[Ticket]:
    """Those of the tickets that are answered now, not closed for want of the citizen's own answer.

    Sealed reports are never among them.
    """
    heard = Ticket.outcome.is_distinct_from(Outcome.UNHEARD)
    query = select(Ticket).where(Ticket.id.in_(ticket_ids), Ticket.state.in_(DONE), heard)
    return (await session.scalars(query.order_by(Ticket.id))).all()
