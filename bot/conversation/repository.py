"""Every query of the way in: contacts, waiting messages, turns and their replies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.storage.base import Base


@dataclass(frozen=True)
class Waiting:
    """The oldest message of a conversation in which no turn runs."""

    message: InboxMessage
    conversation: Conversation
    contact: Contact


async def lock_conversation(
    session: AsyncSession, channel: str, contact_key: str, now: datetime
) -> Conversation:
    """The contact's conversation, made on first sight, locked so that its messages get ids in their order."""
    found = await _find_locked(session, channel, contact_key)
    if found is None:
        await _insert_new(session, Contact, channel=channel, contact_key=contact_key, created_at=now)
        contact_id = await session.scalar(
            select(Contact.id).filter_by(channel=channel, contact_key=contact_key)
        )
        await _insert_new(session, Conversation, contact_id=contact_id, created_at=now, free_from=now)
        found = await _find_locked(session, channel, contact_key)
    assert found is not None
    return found


async def _find_locked(session: AsyncSession, channel: str, contact_key: str) -> Conversation | None:
    query = (
        select(Conversation)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Contact.channel == channel, Contact.contact_key == contact_key)
        .with_for_update(of=Conversation)
    )
    return await session.scalar(query)


async def add_message(session: AsyncSession, **values: Any) -> int | None:
    """The id of the new inbox row, or None where its external id was accepted before."""
    return await _insert_new(session, InboxMessage, **values)


async def message_id(session: AsyncSession, channel: str, external_id: str) -> int:
    """The inbox row of an external id that is known to exist."""
    query = select(InboxMessage.id).filter_by(channel=channel, external_id=external_id)
    return (await session.scalars(query)).one()


async def _insert_new(session: AsyncSession, model: type[Base], **values: Any) -> int | None:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(model).values(**values).on_conflict_do_nothing()
    new_id: int | None = await session.scalar(statement.returning(model.__table__.c.id))
    return new_id


async def waiting_messages(
    session: AsyncSession, now: datetime, limit: int, *, untold_only: bool = False
) -> Sequence[Waiting]:
    """Oldest first, one of each free conversation, locked; rows that others hold are passed over."""
    oldest = (
        select(func.min(InboxMessage.id))
        .where(InboxMessage.handled_at.is_(None))
        .group_by(InboxMessage.conversation_id)
    )
    query = (
        select(InboxMessage, Conversation, Contact)
        .join(Conversation, Conversation.id == InboxMessage.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        # handled_at stands here too: under a lock PostgreSQL looks again at these conditions only, and
        # another process may have handled the message since the subquery saw it.
        .where(InboxMessage.id.in_(oldest), InboxMessage.handled_at.is_(None), Conversation.free_from <= now)
        .order_by(InboxMessage.id)
        .limit(limit)
        .with_for_update(of=[InboxMessage, Conversation], skip_locked=True)
    )
    if untold_only:
        query = query.where(Conversation.told_of_delay.is_(False))
    return [Waiting(*row) for row in await session.execute(query)]


@dataclass(frozen=True)
class Held:
    """A message whose turn runs, and whether its conversation has another one waiting."""

    message: InboxMessage
    conversation: Conversation
    more_waiting: bool


async def held_turn(session: AsyncSession, inbox_id: int, lease: str) -> Held | None:
    """The message and its conversation, locked, if the lease still holds."""
    later = aliased(InboxMessage)
    more = exists().where(
        later.conversation_id == Conversation.id, later.id > inbox_id, later.handled_at.is_(None)
    )
    query = (
        select(InboxMessage, Conversation, more)
        .join(Conversation, Conversation.id == InboxMessage.conversation_id)
        .where(InboxMessage.id == inbox_id, Conversation.lease == lease)
        .with_for_update(of=Conversation)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Held(*row)


async def last_turn(session: AsyncSession, inbox_id: int) -> tuple[Turn, Sequence[OutboxMessage]] | None:
    """The newest turn of a message with its replies in order."""
    turn = await session.scalar(select(Turn).filter_by(inbox_id=inbox_id).order_by(Turn.id.desc()).limit(1))
    if turn is None:
        return None
    replies = await session.scalars(
        select(OutboxMessage).filter_by(turn_id=turn.id).order_by(OutboxMessage.seq)
    )
    return turn, replies.all()
