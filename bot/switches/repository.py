"""Every query on switches."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.switches.model import Switch


async def still_off(session: AsyncSession, now: datetime) -> Sequence[Switch]:
    """Those that turn something off now or will later."""
    query = select(Switch).where(
        Switch.ended_at.is_(None), or_(Switch.off_until.is_(None), Switch.off_until > now)
    )
    return (await session.scalars(query.order_by(Switch.id))).all()


async def newest(session: AsyncSession, limit: int) -> Sequence[Switch]:
    """The last ones that were made, whatever became of them."""
    return (await session.scalars(select(Switch).order_by(Switch.id.desc()).limit(limit))).all()


async def locked(session: AsyncSession, switch_id: int) -> Switch | None:
    """That one, locked."""
    return await session.get(Switch, switch_id, with_for_update=True)
