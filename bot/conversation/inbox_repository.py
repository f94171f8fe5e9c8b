"""Queries of the way in: each statement takes a whole lot of messages and the people who wrote them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import inbox_statements as statements
from bot.conversation.flood import Allowance
from bot.conversation.model import InboxMessage, random_key
from bot.storage.given import rows_given

# A channel, and its name for somebody or for a delivery.
Name = tuple[str, str]
Rows = Sequence[Mapping[str, Any]]


@dataclass
class Writer:
    """A person who writes: what the conversation, locked, says about how much more may come."""

    contact_id: int
    conversation_id: int
    allowance: Allowance
    waiting: int


async def add_people(session: AsyncSession, people: Rows) -> None:
    """Contacts and conversations of those who are new.

    To be called before anything is locked: then no two processes can wait for each other in a circle.
    """
    dialect = _dialect(session)
    new = (await session.execute(statements.new_people(dialect), rows_given(people, dialect))).all()
    if new:
        talks = [_talk(*row) for row in new]
        await session.execute(statements.new_talks(dialect), rows_given(talks, dialect))


def _talk(contact_id: int, now: datetime) -> Mapping[str, object]:
    return {"contact_id": contact_id, "nlu_sender": random_key(), "created_at": now, "free_from": now}


async def lock_writers(session: AsyncSession, people: Rows) -> dict[Name, Writer]:
    """Their conversations, locked one after the other in an order that is everybody's."""
    found = await session.execute(
        statements.writers(_dialect(session)), rows_given(people, _dialect(session))
    )
    return {
        (row.channel, row.contact_key): Writer(
            row.contact_id,
            row.id,
            Allowance(row.allowance, row.allowance_at, told=row.told_to_slow_down),
            row.waiting,
        )
        for row in found
    }


async def add_messages(session: AsyncSession, messages: Rows) -> dict[Name, int]:
    """The ids, by their channel's name for them, of those that were not accepted before, in their order."""
    placed = [{**message, "id": place} for place, message in enumerate(messages)]
    dialect = _dialect(session)
    found = await session.execute(statements.new_messages(dialect), rows_given(placed, dialect))
    return {(row.channel, row.external_id): row.id for row in found}


async def message_id(session: AsyncSession, channel: str, external_id: str) -> int:
    """The inbox row of an external id that is known to exist."""
    query = select(InboxMessage.id).filter_by(channel=channel, external_id=external_id)
    return (await session.scalars(query)).one()


async def forget_message(session: AsyncSession, inbox_id: int) -> None:
    """Removes a row that was only just added."""
    await session.execute(delete(InboxMessage).where(InboxMessage.id == inbox_id))


async def keep_heard(session: AsyncSession, heard: Rows) -> None:
    """From these moments on the windows of the channels run; who had left is back."""
    await session.execute(statements.heard(_dialect(session)), rows_given(heard, _dialect(session)))


async def keep_allowances(session: AsyncSession, writers: Sequence[Writer]) -> None:
    """How much more may come, as it is now."""
    rows = [
        {
            "id": one.conversation_id,
            "allowance": one.allowance.left,
            "allowance_at": one.allowance.at,
            "told_to_slow_down": one.allowance.told,
        }
        for one in writers
    ]
    await session.execute(statements.allowed(_dialect(session)), rows_given(rows, _dialect(session)))


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name
