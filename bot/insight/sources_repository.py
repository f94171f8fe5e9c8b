"""Reads what a month is counted from, a few rows at a time; of sealed reports nothing is read at all."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Turn
from bot.dossiers.model import Dossier
from bot.hotline.model import Ticket
from bot.insight.months import local_day
from bot.surveys.model import SurveyAnswer, SurveyInvitation, SurveyResponse

# Others have their turn on the loop between two lots.
AT_ONCE = 500
Rows = AsyncIterator[Sequence[Any]]


async def lots(session: AsyncSession, query: Executable) -> Rows:
    """The rows of a query as they are needed."""
    result = await session.stream(query.execution_options(yield_per=AT_ONCE))
    async for lot in result.partitions(AT_ONCE):
        yield lot


def answers(session: AsyncSession, first: date, last: date) -> Rows:
    """A row per answer, those of a response one after the other; of a response without any, one row."""
    response = SurveyResponse
    query = (
        select(
            response.id,
            response.subject,
            response.instrument,
            response.field,
            response.procedure,
            response.commune,
            response.channel,
            response.mode,
            response.flagged,
            SurveyAnswer.question,
            SurveyAnswer.value,
        )
        .outerjoin(SurveyAnswer, SurveyAnswer.response_id == response.id)
        .where(response.answered_on.between(first, last))
        .order_by(response.id)
    )
    return lots(session, query)


def sent(session: AsyncSession, begin: datetime, end: datetime) -> Rows:
    """How many invitations went out, by subject and stratum."""
    invitation = SurveyInvitation
    stratum = (
        invitation.subject,
        invitation.field,
        invitation.procedure,
        invitation.commune,
        invitation.channel,
    )
    query = (
        select(*stratum, func.count().label("n"))
        .where(invitation.sent_at >= begin, invitation.sent_at < end)
        .group_by(*stratum)
    )
    return lots(session, query)


def turns(session: AsyncSession, begin: datetime, end: datetime) -> Rows:
    """The turns of that time."""
    query = select(Turn.conversation_id, Turn.text, Turn.outcome, Turn.meta).where(
        Turn.created_at >= begin, Turn.created_at < end
    )
    return lots(session, query)


async def beginning(session: AsyncSession) -> date | None:
    """The day of the oldest row of all sources, or None where there is none."""
    moments = [
        await session.scalar(select(func.min(column)))
        for column in (
            Dossier.received_at,
            Dossier.appointment,
            Ticket.created_at,
            Turn.created_at,
            SurveyResponse.answered_on,
        )
    ]
    days = [local_day(one) if isinstance(one, datetime) else one for one in moments if one is not None]
    return min(days, default=None)
