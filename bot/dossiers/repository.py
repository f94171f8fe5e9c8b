"""What is known of who asks for which dossier, and of whom it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.limits import DAY, FAILURES, HOUR
from bot.dossiers.model import Dossier, DossierFollow, DossierHolder, DossierLook
from bot.dossiers.view import Looked
from bot.storage.base import Json

FAILED = (Looked.UNKNOWN, Looked.REFUSED)
# Stands in for the factors of a dossier that does not exist, so that as much is read and compared.
_NO_FACTORS = ["0" * 64, "0" * 64]


@dataclass(frozen=True)
class Asked:
    """Who asks for which dossier, and when; ``code_hash`` is its name in the log of looks."""

    conversation_id: int
    code: str
    code_hash: str
    now: datetime


@dataclass(frozen=True)
class Claim:
    """What is known of a code and of the person who names it; no ``dossier_id``: there is no such dossier.

    The latest failure of the person, and the one so many failures ago as block; the number of factors that
    were wrong of the dossier in a day, and over all in an hour.
    """

    dossier_id: int | None
    seen_at: datetime | None
    factors: Sequence[str]
    verified_at: datetime | None
    follow_id: int | None
    last_failure: datetime | None
    early_failure: datetime | None
    wrong_of_one: int
    wrong_over_all: int


async def claim(session: AsyncSession, asked: Asked) -> Claim:
    """One row from one query whether the dossier exists or not, so that both take as long."""
    one = select(literal(1).label("one")).subquery()
    of_person = and_(
        DossierHolder.dossier_id == Dossier.id, DossierHolder.conversation_id == asked.conversation_id
    )
    is_open = and_(DossierFollow.holder_id == DossierHolder.id, DossierFollow.unfollowed_at.is_(None))
    factors = func.coalesce(Dossier.factors, literal(_NO_FACTORS, Json), type_=Json)
    holding = (Dossier.id, Dossier.seen_at, factors, DossierHolder.verified_at, DossierFollow.id)
    query = (
        select(*holding, *_failures_of(asked.conversation_id), *_wrong_factors(asked))
        .select_from(one)
        .outerjoin(Dossier, Dossier.code == asked.code)
        .outerjoin(DossierHolder, of_person)
        .outerjoin(DossierFollow, is_open)
    )
    return Claim(*(await session.execute(query)).one())


def _failures_of(conversation_id: int) -> tuple[ScalarSelect[datetime], ScalarSelect[datetime]]:
    latest = (
        select(DossierLook.at)
        .where(DossierLook.conversation_id == conversation_id, DossierLook.result.in_(FAILED))
        .order_by(DossierLook.at.desc())
        .limit(1)
    )
    return latest.scalar_subquery(), latest.offset(FAILURES - 1).scalar_subquery()


def _wrong_factors(asked: Asked) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    refused = select(func.count()).where(DossierLook.result == Looked.REFUSED)
    of_one = refused.where(DossierLook.code_hash == asked.code_hash, DossierLook.at > asked.now - DAY)
    over_all = refused.where(DossierLook.at > asked.now - HOUR)
    return of_one.scalar_subquery(), over_all.scalar_subquery()


async def get(session: AsyncSession, dossier_id: int) -> Dossier:
    """The dossier that is known to exist."""
    return await session.get_one(Dossier, dossier_id)


async def find_by_code(session: AsyncSession, code: str) -> Dossier | None:
    """The dossier of that code."""
    return (await session.scalars(select(Dossier).where(Dossier.code == code))).one_or_none()


async def of_ids(session: AsyncSession, ids: Collection[int]) -> Sequence[Dossier]:
    """Those of these numbers."""
    return (await session.scalars(select(Dossier).where(Dossier.id.in_(ids)))).all()


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
