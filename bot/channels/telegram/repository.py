"""Queries on payloads that are too long for a button."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram.model import TelegramPayload


async def kept_marks(session: AsyncSession, marks: Sequence[str]) -> set[str]:
    """Those of the marks that stand already."""
    query = select(TelegramPayload.mark).where(TelegramPayload.mark.in_(marks))
    return set(await session.scalars(query))


async def add_payloads(session: AsyncSession, payloads: Mapping[str, str]) -> None:
    """Adds payloads by their marks, where they do not stand yet."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    rows = [{"mark": mark, "payload": payload} for mark, payload in payloads.items()]
    await session.execute(insert(TelegramPayload).values(rows).on_conflict_do_nothing())


async def find_payload(session: AsyncSession, mark: str) -> str | None:
    """The payload that the mark stands for."""
    found = await session.get(TelegramPayload, mark)
    return found.payload if found is not None else None
