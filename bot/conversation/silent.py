"""Who has been silent for long is forgotten: the conversation stays, and nobody knows whose it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select, update

from bot.conversation.model import Contact, Conversation
from bot.storage.database import Database

AT_ONCE = 500
# Takes the place of the channel's name for the person; no channel has names with a blank in them.
NOBODY = "forgotten "
_LAST_HEARD = func.coalesce(Contact.heard_at, Contact.created_at)


async def forget_silent(db: Database, before: datetime, kept: Sequence[Select[Any]]) -> int:
    """Forgets who last wrote before that moment; of how many. Raises StorageUnavailable.

    ``kept`` are ids of conversations in which something is still open. Who writes again is somebody new.
    """
    forgotten = 0
    while ids := await _silent(db, before, kept):
        named = literal(NOBODY) + cast(Contact.id, String)
        async with db.transaction() as session:
            await session.execute(
                update(Contact)
                # Not who has written in the meantime.
                .where(Contact.id.in_(ids), before > _LAST_HEARD)
                .values(contact_key=named, left_at=func.coalesce(Contact.left_at, before))
            )
        forgotten += len(ids)
    return forgotten


async def _silent(db: Database, before: datetime, kept: Sequence[Select[Any]]) -> Sequence[int]:
    query = (
        select(Contact.id)
        .outerjoin(Conversation, Conversation.contact_id == Contact.id)
        .where(before > _LAST_HEARD, Contact.contact_key.not_like(f"{NOBODY}%"))
        .where(*[Conversation.id.is_(None) | Conversation.id.not_in(one) for one in kept])
        .limit(AT_ONCE)
    )
    async with db.reading() as session:
        return (await session.scalars(query)).all()
