"""Every query of the way out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.conversation.outbox import FAILED, ON_ITS_WAY, OutboxMessage, state_is

# A reply and how often it has been tried.
Attempt = tuple[int, int]


@dataclass(frozen=True)
class Due:
    """A reply that may be sent now, and to whom."""

    reply: OutboxMessage
    contact: Contact
    message: int | None  # the inbox id that it answers
    accepted_at: datetime | None  # when that came in


@dataclass(frozen=True)
class SentReply:
    """A reply for the web stream; ``answers`` is the external id of the message that it answers."""

    reply: OutboxMessage
    answers: str | None


async def due_replies(session: AsyncSession, now: datetime, limit: int) -> Sequence[Due]:
    """The first reply of each conversation that is not there yet, where it is due; locked, oldest first."""
    on_its_way = state_is(ON_ITS_WAY)
    first = select(func.min(OutboxMessage.id)).where(on_its_way).group_by(OutboxMessage.conversation_id)
    query = (
        select(OutboxMessage, Contact, Turn.inbox_id, InboxMessage.received_at)
        .join(Conversation, Conversation.id == OutboxMessage.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Turn, Turn.id == OutboxMessage.turn_id)
        .outerjoin(InboxMessage, InboxMessage.id == Turn.inbox_id)
        # The conditions are said twice because PostgreSQL looks again only at these once it has the lock.
        .where(OutboxMessage.id.in_(first), on_its_way, OutboxMessage.due_at <= now)
        .order_by(OutboxMessage.id)
        .limit(limit)
        .with_for_update(of=OutboxMessage, skip_locked=True)
    )
    return [Due(*row) for row in await session.execute(query)]


async def replies_in_attempt(session: AsyncSession, attempts: Collection[Attempt]) -> Sequence[OutboxMessage]:
    """Those of the replies, locked, for which that attempt is still the latest."""
    if not attempts:
        return ()
    query = select(OutboxMessage).where(OutboxMessage.id.in_(outbox_id for outbox_id, _ in attempts))
    found = await session.scalars(query.with_for_update())
    return [reply for reply in found if (reply.id, reply.attempts) in attempts]


async def replies_after(
    session: AsyncSession, channel: str, contact_key: str, seq: int, limit: int
) -> Sequence[SentReply]:
    """The contact's replies with a higher number, in order, sent or not."""
    query = (
        select(OutboxMessage, InboxMessage.external_id)
        .join(Conversation, Conversation.id == OutboxMessage.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Turn, Turn.id == OutboxMessage.turn_id)
        .outerjoin(InboxMessage, InboxMessage.id == Turn.inbox_id)
        .where(Contact.channel == channel, Contact.contact_key == contact_key, OutboxMessage.seq > seq)
        .order_by(OutboxMessage.seq)
        .limit(limit)
    )
    return [SentReply(*row) for row in await session.execute(query)]


async def replies_sent_as(
    session: AsyncSession, channel: str, sent_ids: Collection[str]
) -> Sequence[OutboxMessage]:
    """Those that the channel knows by these names, locked."""
    query = (
        select(OutboxMessage)
        .join(Conversation, Conversation.id == OutboxMessage.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Contact.channel == channel, OutboxMessage.sent_id.in_(sent_ids))
        .with_for_update(of=OutboxMessage)
    )
    return (await session.scalars(query)).all()


async def replies_made_before(session: AsyncSession, moment: datetime, limit: int) -> Sequence[OutboxMessage]:
    """Those still on their way, in the order of their index; locked, without those that others hold."""
    query = (
        select(OutboxMessage)
        .where(state_is(ON_ITS_WAY), OutboxMessage.created_at < moment)
        .order_by(OutboxMessage.conversation_id, OutboxMessage.seq)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


async def private_made_before(session: AsyncSession, moment: datetime, limit: int) -> Sequence[OutboxMessage]:
    """Private replies that are not on their way any more, locked, without those that others hold."""
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.instead.is_not(None), OutboxMessage.created_at < moment)
        .where(OutboxMessage.state.not_in(ON_ITS_WAY))
        .order_by(OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


@dataclass(frozen=True)
class Undelivered:
    """A reply that failed for good or whose fate nobody knows, and where it was to go."""

    reply: OutboxMessage
    channel: str


async def undelivered_since(session: AsyncSession, moment: datetime, limit: int) -> Sequence[Undelivered]:
    """The newest first."""
    query = (
        select(OutboxMessage, Contact.channel)
        .join(Conversation, Conversation.id == OutboxMessage.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(state_is(FAILED), OutboxMessage.created_at >= moment)
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
    )
    return [Undelivered(*row) for row in await session.execute(query)]
