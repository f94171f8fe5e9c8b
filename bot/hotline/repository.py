"""Every query on single tickets."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.model import Ticket, TicketEvent, TicketFile
from bot.hotline.promise import TicketAlarm, TicketPromise
from bot.hotline.states import OPEN, Outcome, TicketState
from bot.hotline.view import TicketView


async def find_by_code(session: AsyncSession, code: str) -> Ticket | None:
    """The ticket of that code."""
    return (await session.scalars(select(Ticket).where(Ticket.code == code))).one_or_none()


async def find_by_form(session: AsyncSession, form_id: str) -> Ticket | None:
    """The ticket that the form became."""
    return (await session.scalars(select(Ticket).where(Ticket.form_id == form_id))).one_or_none()


async def of_ids(session: AsyncSession, ids: Collection[int]) -> Sequence[Ticket]:
    """Those of these numbers."""
    return (await session.scalars(select(Ticket).where(Ticket.id.in_(ids)))).all()


async def of_conversation(session: AsyncSession, conversation_id: int) -> Sequence[Ticket]:
    """A citizen's own, the latest first."""
    query = select(Ticket).where(Ticket.conversation_id == conversation_id)
    return (await session.scalars(query.order_by(Ticket.id.desc()))).all()


def conversations_with_open_tickets() -> Select[int | None]:
    """Ids of the conversations in which officers still owe somebody something."""
    return select(Ticket.conversation_id).where(Ticket.state.in_(OPEN), Ticket.conversation_id.is_not(None))


async def of_conversations(
    session: AsyncSession, conversation_ids: Collection[int]
) -> Mapping[int, Sequence[tuple[int, str]]]:
    """The ids and codes of the tickets that came from each of them, the latest first."""
    found = defaultdict[int, list[tuple[int, str]]](list)
    query = (
        select(Ticket.conversation_id, Ticket.id, Ticket.code)
        .where(Ticket.conversation_id.in_(conversation_ids))
        .order_by(Ticket.id.desc())
    )
    for conversation_id, ticket_id, code in await session.execute(query):
        if conversation_id is not None:
            found[conversation_id].append((ticket_id, code))
    return found


async def owned_id(session: AsyncSession, code: str, conversation_id: int) -> int | None:
    """The ticket of that code, if that conversation handed it in."""
    query = select(Ticket.id).where(Ticket.code == code, Ticket.conversation_id == conversation_id)
    return await session.scalar(query)


async def merged_here(session: AsyncSession, ticket_id: int) -> Sequence[Ticket]:
    """Those that go on as part of it."""
    query = select(Ticket).where(Ticket.merged_into == ticket_id).order_by(Ticket.id)
    return (await session.scalars(query)).all()


async def view(session: AsyncSession, ticket: Ticket) -> TicketView:
    """All of it, the history in its order."""
    events = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    promises = select(TicketPromise).where(TicketPromise.ticket_id == ticket.id).order_by(TicketPromise.id)
    files = select(TicketFile).where(TicketFile.ticket_id == ticket.id).order_by(TicketFile.id)
    into = await session.get(Ticket, ticket.merged_into) if ticket.merged_into is not None else None
    return TicketView(
        ticket,
        (await session.scalars(events)).all(),
        (await session.scalars(promises)).all(),
        (await session.scalars(files)).all(),
        into.code if into is not None else None,
        [one.code for one in await merged_here(session, ticket.id)],
    )


async def open_load(session: AsyncSession, officer_ids: Collection[int]) -> Mapping[int, int]:
    """How many open tickets each of these officers has."""
    query = (
        select(Ticket.owner_id, func.count())
        .where(Ticket.owner_id.in_(officer_ids), Ticket.state.in_(OPEN))
        .group_by(Ticket.owner_id)
    )
    return {owner: number for owner, number in await session.execute(query) if owner is not None}


async def owned_by(session: AsyncSession, officer_id: int) -> Sequence[int]:
    """The ids of the open tickets that an officer has."""
    query = select(Ticket.id).where(Ticket.owner_id == officer_id, Ticket.state.in_(OPEN))
    return (await session.scalars(query.order_by(Ticket.id))).all()


async def leave_unheard(session: AsyncSession, officer_id: int) -> None:
    """Whoever takes up what was closed for want of an answer, it is not that officer."""
    unheard = (Ticket.state == TicketState.CLOSED, Ticket.outcome == Outcome.UNHEARD)
    theirs = update(Ticket).where(Ticket.owner_id == officer_id, *unheard)
    await session.execute(theirs.values(owner_id=None, owner_name=""))


async def erase(session: AsyncSession, ticket_id: int) -> None:
    """Removes a ticket with everything that hangs on it; nothing may be merged into it any more."""
    promises = select(TicketPromise.id).where(TicketPromise.ticket_id == ticket_id)
    await session.execute(delete(TicketAlarm).where(TicketAlarm.promise_id.in_(promises)))
    for model in (TicketPromise, TicketEvent, TicketFile):
        await session.execute(delete(model).where(model.ticket_id == ticket_id))
    await session.execute(delete(Ticket).where(Ticket.id == ticket_id))


async def find_file(session: AsyncSession, ticket_id: int, sha256: str) -> TicketFile | None:
    """A file of that ticket."""
    query = select(TicketFile).where(TicketFile.ticket_id == ticket_id, TicketFile.sha256 == sha256)
    return (await session.scalars(query)).one_or_none()


async def has_content(session: AsyncSession, sha256: str) -> bool:
    """Whether any ticket has that content."""
    query = select(TicketFile.id).where(TicketFile.sha256 == sha256).limit(1)
    return await session.scalar(query) is not None


async def changed_since(session: AsyncSession, since: datetime) -> Sequence[tuple[int, int]]:
    """Id and version of every ticket that changed after that moment."""
    query = select(Ticket.id, Ticket.version).where(Ticket.updated_at > since)
    return [(row.id, row.version) for row in await session.execute(query)]


async def get(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket of that number."""
    return await session.get(Ticket, ticket_id)
