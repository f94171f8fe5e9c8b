"""Messages that nobody asked for just now: where they go, and what became of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.delivery import Delivery, parts_of
from bot.conversation.model import Contact, Conversation
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.record import outbox_row
from bot.conversation.replies import Reply

_LOST = (OutboxState.PERMANENT_FAILURE, OutboxState.UNKNOWN)


async def conversation_of(session: AsyncSession, nlu_sender: str) -> int | None:
    """The id of the conversation that Rasa knows under that name."""
    return await session.scalar(select(Conversation.id).where(Conversation.nlu_sender == nlu_sender))


async def contacts_of(session: AsyncSession, conversation_ids: Collection[int]) -> Mapping[int, Contact]:
    """Whom each of these conversations is with."""
    query = select(Conversation.id, Contact).join(Contact, Contact.id == Conversation.contact_id)
    found = await session.execute(query.where(Conversation.id.in_(conversation_ids)))
    return {row[0]: row[1] for row in found}


async def post(
    session: AsyncSession,
    conversation_id: int,
    replies: Sequence[Reply],
    now: datetime,
    *,
    channels: Mapping[str, Delivery],
) -> list[int] | None:
    """Puts the replies on their way, after whatever is on its way already; their ids in the outbox.

    None, and nothing is sent, where the person has left or their channel is off.
    """
    query = (
        select(Conversation, Contact)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Conversation.id == conversation_id)
        .with_for_update(of=Conversation)
    )
    conversation, contact = (await session.execute(query)).one()
    channel = channels.get(contact.channel)
    if channel is None or contact.left_at is not None:
        return None
    parts = [part for reply in replies for part in parts_of(reply, channel)]
    rows = [outbox_row(conversation, None, part, now) for part in parts]
    session.add_all(rows)
    await session.flush()
    return [row.id for row in rows]


async def lost(session: AsyncSession, outbox_ids: Collection[int]) -> Mapping[int, str]:
    """Those of the replies that never arrived, or perhaps did not, each with the word for why."""
    if not outbox_ids:
        return {}
    query = select(OutboxMessage.id, OutboxMessage.error).where(
        OutboxMessage.id.in_(outbox_ids), OutboxMessage.state.in_(_LOST)
    )
    return {row.id: row.error or "" for row in await session.execute(query)}
