"""Every query on Zalo's tokens."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.zalo.model import ZaloTokens


async def find_tokens(session: AsyncSession, app_id: str) -> ZaloTokens | None:
    """The application's pair, to be looked at."""
    return await session.get(ZaloTokens, app_id)


async def lock_tokens(session: AsyncSession, app_id: str) -> ZaloTokens | None:
    """The application's pair, to be changed; others who want that wait."""
    return await session.get(ZaloTokens, app_id, with_for_update=True)


async def lock_or_add_tokens(session: AsyncSession, app_id: str, **first: Any) -> ZaloTokens:
    """The same, made of these values where there is none; another process may be doing that too."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    await session.execute(insert(ZaloTokens).values(app_id=app_id, **first).on_conflict_do_nothing())
    return await session.get_one(ZaloTokens, app_id, with_for_update=True)
