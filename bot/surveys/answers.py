"""Every query on what was answered."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.model import InvitationState, SurveyAnswer, SurveyInvitation, SurveyResponse, SurveyWave


async def invitation(
    session: AsyncSession, invitation_id: int, *, lock: bool = False
) -> tuple[SurveyInvitation, SurveyWave] | None:
    """The invitation with its wave; locked, nobody else answers it before the transaction ends."""
    query = select(SurveyInvitation, SurveyWave).join(SurveyWave, SurveyWave.id == SurveyInvitation.wave_id)
    query = query.where(SurveyInvitation.id == invitation_id)
    found = (await session.execute(query.with_for_update(of=SurveyInvitation) if lock else query)).first()
    return (found[0], found[1]) if found is not None else None


async def response(session: AsyncSession, key: str) -> SurveyResponse | None:
    """The response under that key."""
    return (await session.scalars(select(SurveyResponse).where(SurveyResponse.key == key))).one_or_none()


async def answers_of(session: AsyncSession, response_id: int) -> Mapping[str, int]:
    """By question, the value chosen."""
    query = select(SurveyAnswer.question, SurveyAnswer.value).where(SurveyAnswer.response_id == response_id)
    return {row.question: row.value for row in await session.execute(query)}


async def put_answers(session: AsyncSession, response_id: int, answers: Mapping[str, int]) -> None:
    """Each question has one answer, the last one given; the response is locked by the caller."""
    for question, value in answers.items():
        await session.merge(SurveyAnswer(response_id=response_id, question=question, value=value))
    await session.flush()


async def count_from(session: AsyncSession, device: str, day: date) -> int:
    """How many responses came from the device on that day."""
    query = select(func.count()).select_from(SurveyResponse)
    query = query.where(SurveyResponse.device == device, SurveyResponse.answered_on == day)
    return await session.scalar(query) or 0


async def flag(session: AsyncSession, device: str, day: date, why: str) -> None:
    """Marks all responses from the device on that day as not to be counted."""
    query = update(SurveyResponse).where(SurveyResponse.device == device, SurveyResponse.answered_on == day)
    await session.execute(query.values(flagged=why))


async def sent_last(
    session: AsyncSession, conversation_id: int, since: datetime | None, now: datetime
) -> int | None:
    """The invitation that went to the conversation last, after that moment, and has no answer yet."""
    at = func.coalesce(SurveyInvitation.reminded_at, SurveyInvitation.sent_at)
    query = select(SurveyInvitation.id).where(
        SurveyInvitation.conversation_id == conversation_id,
        SurveyInvitation.state.in_((InvitationState.SENT, InvitationState.REMINDED)),
        SurveyInvitation.expires_at > now,
    )
    query = query if since is None else query.where(at > since)
    return await session.scalar(query.order_by(at.desc()).limit(1))
