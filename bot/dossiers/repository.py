"""Every query of looks and holders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.limits import DAY, FAILURES, HOUR
from bot.dossiers.model import Dossier, DossierFollow, DossierHolder, DossierLook
from bot.dossiers.view import Looked
from bot.storage.base import Json

FAILED = (Looked.UNKNOWN, Looked.REFUSED)
# Stands in for the factors of a dossier that does not exist, so that as much is read and compared.
_NO_FACTORS = ["0" * 64, "0" * 64]


async def latest_failures(session: AsyncSession, conversation_id: int) -> Sequence[datetime]:
    """When the conversation failed, the newest first; as many as decide on a pause."""
    query = (
        select(DossierLook.at)
        .where(DossierLook.conversation_id == conversation_id, DossierLook.result.in_(FAILED))
        .order_by(DossierLook.at.desc())
        .limit(FAILURES)
    )
    return (await session.scalars(query)).all()


@dataclass(frozen=True)
class Wrong:
    """How many factors were wrong lately: of one dossier in a day, over all in an hour."""

    of_one: int
    over_all: int


async def wrong_factors(session: AsyncSession, code_hash: str, now: datetime) -> Wrong:
    """Counted in the log of looks; a dossier need not exist for that."""
    refused = select(func.count()).where(DossierLook.result == Looked.REFUSED)
    of_one = refused.where(DossierLook.code_hash == code_hash, DossierLook.at > now - DAY)
    over_all = refused.where(DossierLook.at > now - HOUR)
    row = (await session.execute(select(of_one.scalar_subquery(), over_all.scalar_subquery()))).one()
    return Wrong(*row)


@dataclass(frozen=True)
class Claim:
    """What is known of a code and of the person who names it; no ``dossier_id``: there is no such dossier."""

    dossier_id: int | None
    factors: Sequence[str]
    verified_at: datetime | None
    follow_id: int | None


async def claim(session: AsyncSession, conversation_id: int, code: str) -> Claim:
    """One row whether the dossier exists or not, so that both take as long."""
    one = select(literal(1).label("one")).subquery()
    of_person = and_(DossierHolder.dossier_id == Dossier.id, DossierHolder.conversation_id == conversation_id)
    is_open = and_(DossierFollow.holder_id == DossierHolder.id, DossierFollow.unfollowed_at.is_(None))
    factors = func.coalesce(Dossier.factors, literal(_NO_FACTORS, Json), type_=Json)
    query = (
        select(Dossier.id, factors, DossierHolder.verified_at, DossierFollow.id)
        .select_from(one)
        .outerjoin(Dossier, Dossier.code == code)
        .outerjoin(DossierHolder, of_person)
        .outerjoin(DossierFollow, is_open)
    )
    return Claim(*(await session.execute(query)).one())


async def seen_at(session: AsyncSession, code: str) -> datetime | None:
    """When a source last showed the dossier as it is known; None where it is not."""
    return await session.scalar(select(Dossier.seen_at).where(Dossier.code == code))


async def get(session: AsyncSession, dossier_id: int) -> Dossier:
    """The dossier that is known to exist."""
    return await session.get_one(Dossier, dossier_id)


async def log_look(
    session: AsyncSession, conversation_id: int, code_hash: str, result: Looked, now: datetime
) -> None:
    """One more query."""
    values = {"conversation_id": conversation_id, "code_hash": code_hash, "result": result, "at": now}
    await session.execute(insert(DossierLook).values(**values))


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


async def find_holder(session: AsyncSession, conversation_id: int, dossier_id: int) -> DossierHolder | None:
    """What the conversation has proved of the dossier."""
    query = select(DossierHolder).filter_by(conversation_id=conversation_id, dossier_id=dossier_id)
    return (await session.scalars(query)).one_or_none()


@dataclass(frozen=True)
class Held:
    """A holder of a dossier, with the consent that is open."""

    holder: DossierHolder
    follow: DossierFollow | None


async def lock_held(session: AsyncSession, conversation_id: int, code: str) -> Held | None:
    """The conversation's hold on that dossier, which nobody takes in a new state of meanwhile."""
    query = (
        select(DossierHolder, DossierFollow)
        .join(Dossier, Dossier.id == DossierHolder.dossier_id)
        .outerjoin(
            DossierFollow,
            and_(DossierFollow.holder_id == DossierHolder.id, DossierFollow.unfollowed_at.is_(None)),
        )
        .where(DossierHolder.conversation_id == conversation_id, Dossier.code == code)
        .with_for_update(of=Dossier)
    )
    row = (await session.execute(query)).one_or_none()
    return Held(*row) if row is not None else None


async def followed_codes(session: AsyncSession, conversation_id: int) -> Sequence[str]:
    """The codes of what the conversation follows, the latest first."""
    query = (
        select(Dossier.code)
        .join(DossierHolder, DossierHolder.dossier_id == Dossier.id)
        .join(DossierFollow, DossierFollow.holder_id == DossierHolder.id)
        .where(DossierHolder.conversation_id == conversation_id, DossierFollow.unfollowed_at.is_(None))
        .order_by(DossierFollow.id.desc())
    )
    return (await session.scalars(query)).all()
