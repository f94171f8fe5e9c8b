"""Which messages are next: the queries of the dispatcher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Contact, Conversation, InboxMessage
from bot.conversation.pieces import MOST_MESSAGES, Pause, Piece
from bot.storage.base import UtcDateTime


@dataclass(frozen=True)
class Waiting:
    """The oldest message of a conversation in which no turn runs."""

    message: InboxMessage
    conversation: Conversation
    contact: Contact


async def waiting_messages(
    session: AsyncSession, now: datetime, limit: int, pause: Pause, *, untold_only: bool = False
) -> Sequence[Waiting]:
    """Oldest first, one of each free conversation that waits for no more pieces, locked.

    Who was told to slow down comes after everybody else. Rows that others hold are passed over.
    """
    query = _UNTOLD if untold_only else _WAITING
    moments = {"now": now, "quiet_before": now - pause.quiet, "long_before": now - pause.longest}
    found = await session.execute(query, {**moments, "at_most": limit})
    return [Waiting(*row) for row in found]


def _oldest_ready() -> Select[int]:
    complete = func.max(case((InboxMessage.piece != Piece.MORE, 1), else_=0)) == 1
    quiet = func.max(InboxMessage.received_at) <= bindparam("quiet_before", type_=UtcDateTime)
    long_enough = func.min(InboxMessage.received_at) <= bindparam("long_before", type_=UtcDateTime)
    return (
        select(func.min(InboxMessage.id))
        .where(InboxMessage.handled_at.is_(None))
        .group_by(InboxMessage.conversation_id)
        .having(or_(complete, quiet, long_enough))
    )


# Built once: putting it together takes longer than the database does.
_WAITING = (
    select(InboxMessage, Conversation, Contact)
    .join(Conversation, Conversation.id == InboxMessage.conversation_id)
    .join(Contact, Contact.id == Conversation.contact_id)
    # handled_at stands here too: under a lock PostgreSQL looks again at these conditions only, and
    # another process may have handled the message since the subquery saw it.
    .where(
        InboxMessage.id.in_(_oldest_ready()),
        InboxMessage.handled_at.is_(None),
        Conversation.free_from <= bindparam("now", type_=UtcDateTime),
    )
    .order_by(Conversation.told_to_slow_down, InboxMessage.id)
    .limit(bindparam("at_most"))
    .with_for_update(of=[InboxMessage, Conversation], skip_locked=True)
)
_UNTOLD = _WAITING.where(Conversation.told_of_delay.is_(False))


async def waiting_from(session: AsyncSession, first: InboxMessage) -> Sequence[InboxMessage]:
    """The waiting messages of a conversation from that one on, as many as a turn may take."""
    query = (
        select(InboxMessage)
        .where(InboxMessage.conversation_id == first.conversation_id, InboxMessage.handled_at.is_(None))
        .where(InboxMessage.id >= first.id)
        .order_by(InboxMessage.id)
        .limit(MOST_MESSAGES)
    )
    return (await session.scalars(query)).all()
