"""Every query on how far waves have come."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.inviting import NOT_DRAWN, REVERTED
from bot.surveys.model import InvitationState, SurveyInvitation
from bot.surveys.wave_view import Chosen, Stratum

_ROW = SurveyInvitation
# What was taken back before anybody was asked is no longer part of the population.
_COUNTS = or_(_ROW.reason.is_(None), _ROW.reason != REVERTED)
_IS_CHOSEN = or_(_ROW.reason.is_(None), _ROW.reason != NOT_DRAWN)
# Whoever answers at the counter or on the phone was perhaps never sent anything.
_IS_ASKED = and_(_IS_CHOSEN, or_(_ROW.sent_at.is_not(None), _ROW.answered_on.is_not(None)))


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


_SUMS: tuple[ColumnElement[Any], ...] = (
    func.count(_ROW.id),
    _number(_IS_CHOSEN),
    _number(_IS_ASKED),
    _number(_ROW.state == InvitationState.DONE),
)


async def totals(session: AsyncSession) -> Mapping[int, Stratum]:
    """All strata of each wave in one, by the wave."""
    query = select(_ROW.wave_id, *_SUMS).where(_COUNTS).group_by(_ROW.wave_id)
    return {row[0]: Stratum("", "", "", *row[1:]) for row in await session.execute(query)}


async def strata(session: AsyncSession, wave_id: int) -> Sequence[Stratum]:
    """Those of one wave, the largest first."""
    names = (_ROW.field, _ROW.commune, _ROW.channel)
    query = select(*names, *_SUMS).where(_ROW.wave_id == wave_id, _COUNTS).group_by(*names)
    query = query.order_by(func.count(_ROW.id).desc(), *names)
    return [Stratum(*row) for row in await session.execute(query)]


async def sample(session: AsyncSession, wave_id: int) -> Sequence[Chosen]:
    """Every subject of one wave in the order of its row, answered or not."""
    names = (_ROW.subject_id, _ROW.subject_on, _ROW.field, _ROW.commune, _ROW.channel, _ROW.drawn)
    query = select(*names, case((_IS_CHOSEN, 1), else_=0)).where(_ROW.wave_id == wave_id, _COUNTS)
    return [Chosen(*row) for row in await session.execute(query.order_by(_ROW.subject_id))]
