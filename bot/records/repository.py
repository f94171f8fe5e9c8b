"""Every query on the versions of records."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.model import RecordVersion


async def newest_versions(session: AsyncSession) -> dict[str, str | None]:
    """The version that was seen last, by code; None for a record that was taken out."""
    newest = select(func.max(RecordVersion.id)).group_by(RecordVersion.code)
    statement = select(RecordVersion.code, RecordVersion.version).where(RecordVersion.id.in_(newest))
    return {row.code: row.version for row in await session.execute(statement)}


async def standing_at(session: AsyncSession, moment: datetime) -> Sequence[RecordVersion]:
    """The newest version of each code among those seen until that moment."""
    newest = select(func.max(RecordVersion.id)).where(RecordVersion.seen_at <= moment)
    statement = select(RecordVersion).where(RecordVersion.id.in_(newest.group_by(RecordVersion.code)))
    return (await session.scalars(statement)).all()


async def kept_since(session: AsyncSession) -> datetime | None:
    """When the first version of all was seen."""
    statement = select(RecordVersion.seen_at).order_by(RecordVersion.id).limit(1)
    return (await session.scalars(statement)).first()
