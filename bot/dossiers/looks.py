"""The log of looks: written at each, counted by the watch, forgotten in time."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.limits import FAILURES, HOUR
from bot.dossiers.model import DossierLook
from bot.dossiers.repository import FAILED, Asked
from bot.dossiers.view import Looked


async def log_look(session: AsyncSession, asked: Asked, result: Looked) -> None:
    """One more query."""
    who = {"conversation_id": asked.conversation_id, "code_hash": asked.code_hash}
    await session.execute(insert(DossierLook).values(**who, result=result, at=asked.now))


async def failures_of_an_hour(session: AsyncSession, now: datetime) -> tuple[int, int]:
    """How many looks failed over all, and how many people failed as often as blocks them."""
    failed = (
        select(func.count().label("times"))
        .where(DossierLook.at > now - HOUR, DossierLook.result.in_(FAILED))
        .group_by(DossierLook.conversation_id)
        .subquery()
    )
    times = (await session.scalars(select(failed.c.times))).all()
    return sum(times), sum(number >= FAILURES for number in times)


async def forget_looks(session: AsyncSession, before: datetime) -> None:
    """The log is kept no longer than it serves."""
    await session.execute(delete(DossierLook).where(DossierLook.at < before))
