"""Surveys forget whom they invited."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.model import InvitationState, SurveyInvitation

FORGOTTEN = "forgotten"
_OPEN = (InvitationState.WAITING, InvitationState.SENT, InvitationState.REMINDED)


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
