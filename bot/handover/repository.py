"""Every query on conversations that wait for an officer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.handover.model import OPEN_STATES, Handover, HandoverLine
from bot.storage.base import table_of
from bot.storage.forgetting import Stale

_IS_OPEN = Handover.state.in_(OPEN_STATES)


async def open_of(session: AsyncSession, conversation_id: int) -> Handover | None:
    """What the conversation waits for or is in, if anything."""
    query = select(Handover).where(Handover.conversation_id == conversation_id, _IS_OPEN)
    return (await session.scalars(query)).one_or_none()


async def all_open(session: AsyncSession) -> Sequence[Handover]:
    """The officers' list, who waits longest first."""
    return (await session.scalars(select(Handover).where(_IS_OPEN).order_by(Handover.asked_at))).all()


async def find(session: AsyncSession, handover_id: int) -> Handover | None:
    """That one, as it is now."""
    return await session.get(Handover, handover_id, populate_existing=True)


async def locked(session: AsyncSession, handover_id: int) -> Handover:
    """One that is known to exist, locked."""
    return await session.get_one(Handover, handover_id, populate_existing=True, with_for_update=True)


async def due(session: AsyncSession, now: datetime, limit: int) -> Sequence[Handover]:
    """Those that nobody comes to any more; locked, without those that others hold."""
    query = (
        select(Handover)
        .where(_IS_OPEN, Handover.due_at <= now)
        .order_by(Handover.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


async def last_waits(session: AsyncSession, limit: int) -> Sequence[timedelta]:
    """How long those waited that an officer came to, the last ones."""
    query = (
        select(Handover.asked_at, Handover.taken_at)
        .where(Handover.taken_at.is_not(None))
        .order_by(Handover.taken_at.desc())
        .limit(limit)
    )
    return [taken - asked for asked, taken in await session.execute(query) if taken is not None]


async def forget_lines(session: AsyncSession, conversation_id: int, instead: str) -> None:
    """No word of either side is kept of that conversation."""
    talks = select(Handover.id).where(Handover.conversation_id == conversation_id)
    await session.execute(
        update(HandoverLine).where(HandoverLine.handover_id.in_(talks)).values(text=instead)
    )


def stale_lines(instead: str) -> Stale:
    """The words of both sides, which are kept as they were written; that something was said stays."""
    lines = table_of(HandoverLine)
    return Stale(lines, lines.c.at, {"text": instead}, lines.c.text != literal_column(f"'{instead}'"))


async def lines(session: AsyncSession, handover_id: int) -> Sequence[HandoverLine]:
    """What was written since an officer came, in order."""
    query = select(HandoverLine).where(HandoverLine.handover_id == handover_id)
    return (await session.scalars(query.order_by(HandoverLine.id))).all()
