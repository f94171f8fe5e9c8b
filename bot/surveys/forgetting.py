"""Surveys forget whom they invited."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.model import InvitationState, SurveyInvitation

FORGOTTEN = "forgotten"
_OPEN = (InvitationState.WAITING, InvitationState.SENT, InvitationState.REMINDED)


async def invitations_of(session: AsyncSession, conversation_id: int) -> int:
    """How often the person was asked, as far as that is known yet."""
    query = select(func.count()).where(SurveyInvitation.conversation_id == conversation_id)
    return (await session.scalar(query)) or 0


async def forget_person(session: AsyncSession, conversation_id: int) -> None:
    """In the caller's transaction: nothing more is asked, and nobody knows whose an invitation was.

    Answers hold no name and cannot be found again; whoever wanted to be asked nothing stays known as a hash.
    """
    of_person = SurveyInvitation.conversation_id == conversation_id
    dropped = {"state": InvitationState.DROPPED, "reason": FORGOTTEN, "due_at": None}
    await session.execute(
        update(SurveyInvitation).where(of_person, SurveyInvitation.state.in_(_OPEN)).values(dropped)
    )
    await session.execute(update(SurveyInvitation).where(of_person).values(conversation_id=None))
