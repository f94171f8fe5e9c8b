"""Queries on payloads that are too long for a button, and on who asks for updates."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram.model import TelegramPayload, TelegramPolling


async def kept_marks(session: AsyncSession, marks: Sequence[str]) -> set[str]:
    """Those of the marks that stand already."""
    query = select(TelegramPayload.mark).where(TelegramPayload.mark.in_(marks))
    return set(await session.scalars(query))


async def add_payloads(session: AsyncSession, payloads: Mapping[str, str]) -> None:
    """Adds payloads by their marks, where they do not stand yet."""
    insert = _insert(session)
    rows = [{"mark": mark, "payload": payload} for mark, payload in payloads.items()]
    await session.execute(insert(TelegramPayload).values(rows).on_conflict_do_nothing())


async def find_payload(session: AsyncSession, mark: str) -> str | None:
    """The payload that the mark stands for."""
    found = await session.get(TelegramPayload, mark)
    return found.payload if found is not None else None


async def take_polling_lease(
    session: AsyncSession, bot_id: str, holder: str, now: datetime, until: datetime
) -> bool:
    """Whether the holder has it until then: it had it, or nobody has it any more."""
    mine = {"lease": holder, "leased_until": until}
    free = or_(TelegramPolling.lease == holder, TelegramPolling.leased_until <= now)
    insert = _insert(session)(TelegramPolling).values(bot_id=bot_id, **mine)
    query = insert.on_conflict_do_update(index_elements=["bot_id"], set_=mine, where=free)
    return await session.scalar(query.returning(TelegramPolling.bot_id)) is not None


async def end_polling_lease(session: AsyncSession, bot_id: str, holder: str) -> None:
    """Nobody has it, if the holder had it."""
    mine = (TelegramPolling.bot_id == bot_id, TelegramPolling.lease == holder)
    await session.execute(delete(TelegramPolling).where(*mine))


def _insert(session: AsyncSession) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if session.get_bind().dialect.name == "postgresql" else sqlite.Insert
