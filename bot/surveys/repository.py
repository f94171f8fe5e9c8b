"""Every query on waves and on what the inviter has to do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.base import table_of
from bot.storage.forgetting import Stale
from bot.surveys.model import Subject, SurveyInvitation, SurveyMark, SurveyWave

STANDING = {Subject.DOSSIER: "ho-so", Subject.TICKET: "phieu"}


def standing_name(subject: str, day: date) -> str:
    """Of the wave that is made by itself for everything of that year."""
    return f"{day.year}-{STANDING[Subject(subject)]}"


_INVITATIONS = table_of(SurveyInvitation)
# Whose it was; that somebody was asked, and whether anybody answered, stays.
STALE_INVITATIONS = Stale(
    _INVITATIONS,
    _INVITATIONS.c.expires_at,
    {"conversation_id": None},
    _INVITATIONS.c.conversation_id.is_not(None),
)


async def locked_mark(session: AsyncSession, subject: str) -> SurveyMark:
    """How far the events of that kind were gone through; nobody else goes on before the transaction ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    first = insert(SurveyMark).values(subject=subject, last_id=0).on_conflict_do_nothing()
    await session.execute(first)
    query = select(SurveyMark).where(SurveyMark.subject == subject).with_for_update()
    return (await session.scalars(query)).one()


async def waves(session: AsyncSession) -> Sequence[SurveyWave]:
    """All there are, the last one first."""
    return (await session.scalars(select(SurveyWave).order_by(SurveyWave.id.desc()))).all()


async def wave_for(session: AsyncSession, subject: str, day: date) -> SurveyWave | None:
    """The last one that was begun for such subjects and covers the day; the year's own for want of others."""
    query = select(SurveyWave).where(
        SurveyWave.subject == subject, SurveyWave.begins_on <= day, SurveyWave.ends_on >= day
    )
    order = (SurveyWave.name == standing_name(subject, day), SurveyWave.id.desc())
    return (await session.scalars(query.order_by(*order).limit(1))).first()


async def invitations_of(
    session: AsyncSession, subject: str, ids: Collection[int]
) -> Mapping[int, SurveyInvitation]:
    """The last invitation about each of these subjects, by the subject."""
    query = select(SurveyInvitation).where(
        SurveyInvitation.subject == subject, SurveyInvitation.subject_id.in_(ids)
    )
    return {one.subject_id: one for one in await session.scalars(query.order_by(SurveyInvitation.id))}


async def due(session: AsyncSession, now: datetime, limit: int) -> Sequence[SurveyInvitation]:
    """Those for which something is to be done now; locked, without those that others hold."""
    query = (
        select(SurveyInvitation)
        .where(SurveyInvitation.due_at <= now)
        # Whoever posts locks conversations: all do it in this order.
        .order_by(SurveyInvitation.conversation_id, SurveyInvitation.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()
