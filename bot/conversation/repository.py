"""Queries of conversations: contacts, their turns and their replies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningInsert

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.storage.base import Base, table_of


@dataclass(frozen=True)
class Known:
    """A person and their conversation."""

    contact: Contact
    conversation: Conversation


async def lock_conversation(session: AsyncSession, channel: str, contact_key: str, now: datetime) -> Known:
    """The contact's conversation, made on first sight, locked: its messages get ids in their order."""
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


_KNOWN = (
    select(Contact, Conversation)
    .join(Conversation, Contact.id == Conversation.contact_id)
    .where(Contact.channel == bindparam("channel"), Contact.contact_key == bindparam("contact_key"))
    .with_for_update(of=Conversation)
)


async def _find_locked(session: AsyncSession, channel: str, contact_key: str) -> Known | None:
    found = await session.execute(_KNOWN, {"channel": channel, "contact_key": contact_key})
    row = found.one_or_none()
    return Known(*row) if row is not None else None


async def find_message(session: AsyncSession, inbox_id: int) -> InboxMessage:
    """The row that is known to exist."""
    return await session.get_one(InboxMessage, inbox_id)


async def _insert_new(session: AsyncSession, model: type[Base], **values: Any) -> int | None:
    statement = _insert_unless_there(model, session.get_bind().dialect.name)
    new_id: int | None = (await session.execute(statement, values)).scalar()
    return new_id


@cache
def _insert_unless_there(model: type[Base], dialect: str) -> ReturningInsert[Any]:
    table = table_of(model)
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(table.c.id)


async def forget_words(session: AsyncSession, inbox_id: int, instead: str) -> None:
    """No turn on that message keeps its words, such as one that told of a delay."""
    await session.execute(update(Turn).where(Turn.inbox_id == inbox_id).values(text=instead))


@dataclass(frozen=True)
class Ended:
    """The newest turn of a message, its replies in order, and the external id of the turn's last message."""

    turn: Turn
    replies: Sequence[OutboxMessage]
    external_id: str


_ASKED = aliased(InboxMessage)
_LAST_TURN = (
    select(Turn, InboxMessage.external_id)
    .join(InboxMessage, InboxMessage.id == Turn.inbox_id)
    .join(_ASKED, InboxMessage.id == func.coalesce(_ASKED.joined_to, _ASKED.id))
    .where(_ASKED.id == bindparam("inbox_id"))
    .order_by(Turn.id.desc())
    .limit(1)
)


async def last_turn(session: AsyncSession, inbox_id: int) -> Ended | None:
    """How the message ended, alone or joined to a later one."""
    row = (await session.execute(_LAST_TURN, {"inbox_id": inbox_id})).one_or_none()
    if row is None:
        return None
    turn, external_id = row
    replies = select(OutboxMessage).filter_by(turn_id=turn.id).order_by(OutboxMessage.seq)
    return Ended(turn, (await session.scalars(replies)).all(), external_id)
