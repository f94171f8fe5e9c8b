"""Dossiers forget who looked at them, proved to be their holder and followed them."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import DossierFollow, DossierHolder, DossierLook, DossierNotice


async def held_of(session: AsyncSession, conversation_id: int) -> tuple[int, int]:
    """How many dossiers the person follows, and of how many they have shown a second factor."""
    holders = select(DossierHolder.id).where(DossierHolder.conversation_id == conversation_id)
    follows = select(func.count()).where(
        DossierFollow.holder_id.in_(holders), DossierFollow.unfollowed_at.is_(None)
    )
    proved = select(func.count()).select_from(holders.subquery())
    return (await session.scalar(follows)) or 0, (await session.scalar(proved)) or 0


async def forget_person(session: AsyncSession, conversation_id: int) -> None:
    """In the caller's transaction; the dossiers themselves are records and stay."""
    holders = select(DossierHolder.id).where(DossierHolder.conversation_id == conversation_id)
    follows = select(DossierFollow.id).where(DossierFollow.holder_id.in_(holders))
    await session.execute(delete(DossierNotice).where(DossierNotice.follow_id.in_(follows)))
    await session.execute(delete(DossierFollow).where(DossierFollow.holder_id.in_(holders)))
    await session.execute(delete(DossierHolder).where(DossierHolder.conversation_id == conversation_id))
    await session.execute(delete(DossierLook).where(DossierLook.conversation_id == conversation_id))
