"""Dossiers forget who looked at them, proved to be their holder and followed them."""

from sqlalchemy import Select, and_, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import Dossier, DossierFollow, DossierHolder, DossierLook, DossierNotice
from bot.own_data import HeldDossier
from bot.storage.base import table_of
from bot.storage.forgetting import Stale

_NOTICES, _FOLLOWS, _HOLDERS = map(table_of, (DossierNotice, DossierFollow, DossierHolder))
# In this order: a row goes once nothing refers to it any more. What is still followed is kept.
STALE_FOLLOWS = (
    Stale(_NOTICES, _NOTICES.c.due_at),
    Stale(
        _FOLLOWS,
        _FOLLOWS.c.unfollowed_at,
        still=~exists().where(_NOTICES.c.follow_id == _FOLLOWS.c.id),
    ),
    Stale(_HOLDERS, _HOLDERS.c.verified_at, still=~exists().where(_FOLLOWS.c.holder_id == _HOLDERS.c.id)),
)


def conversations_that_follow() -> Select[int]:
    """Ids of the conversations that follow a dossier now."""
    query = select(DossierHolder.conversation_id).join(
        DossierFollow, DossierFollow.holder_id == DossierHolder.id
    )
    return query.where(DossierFollow.unfollowed_at.is_(None))


async def held_of(session: AsyncSession, conversation_id: int) -> tuple[int, int]:
    """How many dossiers the person follows, and of how many they have shown a second factor."""
    holders = select(DossierHolder.id).where(DossierHolder.conversation_id == conversation_id)
    follows = select(func.count()).where(
        DossierFollow.holder_id.in_(holders), DossierFollow.unfollowed_at.is_(None)
    )
    proved = select(func.count()).select_from(holders.subquery())
    return (await session.scalar(follows)) or 0, (await session.scalar(proved)) or 0


async def dossiers_of(session: AsyncSession, conversation_id: int) -> list[HeldDossier]:
    """The dossiers that the person has proved to be theirs, and since when each is followed."""
    query = (
        select(Dossier.code, DossierHolder.verified_at, DossierFollow.followed_at)
        .join(Dossier, Dossier.id == DossierHolder.dossier_id)
        .outerjoin(
            DossierFollow,
            and_(DossierFollow.holder_id == DossierHolder.id, DossierFollow.unfollowed_at.is_(None)),
        )
        .where(DossierHolder.conversation_id == conversation_id)
        .order_by(DossierHolder.id)
    )
    return [HeldDossier(*row) for row in await session.execute(query)]


async def forget_person(session: AsyncSession, conversation_id: int) -> None:
    """In the caller's transaction; the dossiers themselves are records and stay."""
    holders = select(DossierHolder.id).where(DossierHolder.conversation_id == conversation_id)
    follows = select(DossierFollow.id).where(DossierFollow.holder_id.in_(holders))
    await session.execute(delete(DossierNotice).where(DossierNotice.follow_id.in_(follows)))
    await session.execute(delete(DossierFollow).where(DossierFollow.holder_id.in_(holders)))
    await session.execute(delete(DossierHolder).where(DossierHolder.conversation_id == conversation_id))
    await session.execute(delete(DossierLook).where(DossierLook.conversation_id == conversation_id))
