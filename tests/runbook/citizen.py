"""Puts the person into the sandbox's database whom the blocks are about."""

import asyncio

from bot.clock import utc_now
from bot.conversation.model import Contact, Conversation
from bot.settings import Settings
from bot.storage.database import Database

# What an officer types where a block waits for it.
TYPED = "zalo 424242\n"


async def _move_in() -> None:
    db, now = Database(Settings().effective_database_url), utc_now()
    channel, key = TYPED.split()
    async with db.transaction() as session:
        contact = Contact(channel=channel, contact_key=key, created_at=now)
        session.add(contact)
        await session.flush()
        session.add(Conversation(contact_id=contact.id, created_at=now, free_from=now))
    await db.close()


if __name__ == "__main__":
    asyncio.run(_move_in())
