"""Every query on invitations that officers make themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.model import InvitationState, SurveyInvitation, Way

STILL_OPEN = (InvitationState.WAITING, InvitationState.SENT, InvitationState.REMINDED)
MOST_CALLS = 200  # on one page


async def to_call(session: AsyncSession, now: datetime) -> Sequence[SurveyInvitation]:
    """Those on the call list, the oldest result first; with a reason nobody calls any more."""
    query = select(SurveyInvitation).where(
        SurveyInvitation.way == Way.CALL,
        SurveyInvitation.state.in_(STILL_OPEN),
        SurveyInvitation.reason.is_(None),
        SurveyInvitation.expires_at > now,
    )
    query = query.order_by(SurveyInvitation.subject_on, SurveyInvitation.id).limit(MOST_CALLS)
    return (await session.scalars(query)).all()


async def get(session: AsyncSession, invitation_id: int, *, lock: bool = False) -> SurveyInvitation | None:
    """One invitation."""
    return await session.get(SurveyInvitation, invitation_id, with_for_update=lock or None)


async def newest_of(session: AsyncSession, subject: str, subject_id: int) -> SurveyInvitation | None:
    """The invitation of the last wave that the dossier or ticket is in."""
    query = select(SurveyInvitation).where(
        SurveyInvitation.subject == subject, SurveyInvitation.subject_id == subject_id
    )
    return (await session.scalars(query.order_by(SurveyInvitation.id.desc()).limit(1))).first()
