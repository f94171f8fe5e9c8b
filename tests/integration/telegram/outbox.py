"""How far replies have come, seen in the database."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import select

from bot.conversation.model import Contact
from bot.conversation.outbox import ON_ITS_WAY, OutboxMessage
from bot.storage.database import Database


async def settled(db: Database, count: int = 1, seconds: float = 10) -> Sequence[OutboxMessage]:
    """The replies, once there are so many and none is on its way any more."""
    async with asyncio.timeout(seconds):
        while True:
            found = await replies(db)
            if len(found) >= count and not any(reply.state in ON_ITS_WAY for reply in found):
                return found
            await asyncio.sleep(0.05)


async def failed(db: Database, seconds: float = 10) -> OutboxMessage:
    """The first reply that met a failure which may pass."""
    async with asyncio.timeout(seconds):
        while True:
            found = [reply for reply in await replies(db) if reply.error]
            if found:
                return found[0]
            await asyncio.sleep(0.05)


async def replies(db: Database) -> Sequence[OutboxMessage]:
    """All of them, in order."""
    async with db.reading() as session:
        return (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()


async def the_contact(db: Database) -> Contact:
    """The only one."""
    async with db.reading() as session:
        return (await session.scalars(select(Contact))).one()
