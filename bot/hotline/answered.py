"""Every query on tickets that officers are done with, for whoever asks how it went."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.states import DONE


async def events_after(session: AsyncSession, event_id: int, limit: int) -> Sequence[TicketEvent]:
    """The next ones of all tickets, by their ids."""
    query = select(TicketEvent).where(TicketEvent.id > event_id).order_by(TicketEvent.id).limit(limit)
    return (await session.scalars(query)).all()


async def answered(session: AsyncSession, ticket_ids: Collection[int]) -> Sequence[Ticket]:
    """Those of the tickets that are answered now; sealed reports are never among them."""
    query = select(Ticket).where(Ticket.id.in_(ticket_ids), Ticket.state.in_(DONE))
    return (await session.scalars(query.order_by(Ticket.id))).all()
