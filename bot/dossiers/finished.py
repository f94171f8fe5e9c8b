"""Every query on dossiers whose result was returned, for whoever asks how it went."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import Dossier, DossierEvent, DossierHolder
from bot.dossiers.state import Status


async def events_after(session: AsyncSession, event_id: int, limit: int) -> Sequence[DossierEvent]:
    """The next ones of all dossiers, by their ids."""
    query = select(DossierEvent).where(DossierEvent.id > event_id).order_by(DossierEvent.id).limit(limit)
    return (await session.scalars(query)).all()


async def returned(session: AsyncSession, dossier_ids: Collection[int]) -> Sequence[Dossier]:
    """Those of the dossiers whose result is with the citizen now."""
    query = select(Dossier).where(Dossier.id.in_(dossier_ids), Dossier.status == Status.RETURNED)
    return (await session.scalars(query.order_by(Dossier.id))).all()


async def first_events(session: AsyncSession, dossier_ids: Collection[int]) -> Collection[int]:
    """The events that each of the dossiers became known by."""
    query = select(func.min(DossierEvent.id)).where(DossierEvent.dossier_id.in_(dossier_ids))
    return set(await session.scalars(query.group_by(DossierEvent.dossier_id)))


async def holders(session: AsyncSession, dossier_ids: Collection[int]) -> Mapping[int, int]:
    """The conversation in which each dossier was last proved to be somebody's, by the dossier."""
    query = select(DossierHolder.dossier_id, DossierHolder.conversation_id)
    query = query.where(DossierHolder.dossier_id.in_(dossier_ids)).order_by(DossierHolder.verified_at)
    return {row.dossier_id: row.conversation_id for row in await session.execute(query)}
