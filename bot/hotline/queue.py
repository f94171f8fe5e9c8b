"""The officers' queue: which tickets, in which order, and how many of each kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot.hotline.intake import searchable
from bot.hotline.model import Ticket
from bot.hotline.states import OPEN

PAGE_SIZE = 50


@dataclass(frozen=True)
class QueueFilter:
    """What an officer wants to see; empty means all. ``search`` is read with or without marks.

    ``hidden_from`` is a unit: tickets that complain of it are left out.
    """

    states: Sequence[str] = OPEN
    level: str = ""
    track: str = ""
    late: bool = False
    owner_id: int | None = None
    unowned: bool = False
    unit: str = ""
    priority: str = ""
    search: str = ""
    hidden_from: str = ""


@dataclass(frozen=True)
class QueuePage:
    """A page, how many there are in all, and how many by state, by level and past a promise."""

    items: Sequence[Ticket]
    total: int
    by_state: Mapping[str, int]
    by_level: Mapping[str, int]
    late: int


async def read_queue(session: AsyncSession, wanted: QueueFilter, page: int, now: datetime) -> QueuePage:
    """The page of that number, from 1: the next promise first, what is done last."""
    conditions = conditions_of(wanted, now)
    query = (
        select(Ticket)
        .options(defer(Ticket.search_text), defer(Ticket.answers))
        .where(*conditions)
        .order_by(Ticket.due_at.asc().nulls_last(), Ticket.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    items = (await session.scalars(query)).all()
    return await _counted(session, items, conditions, now)


async def _counted(
    session: AsyncSession, items: Sequence[Ticket], conditions: Sequence[ColumnElement[bool]], now: datetime
) -> QueuePage:
    late = func.sum(case((Ticket.due_at < now, 1), else_=0))
    query = select(Ticket.state, Ticket.level, func.count(), late).where(*conditions)
    states: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    overdue = 0
    for state, level, number, of_these_late in await session.execute(
        query.group_by(Ticket.state, Ticket.level)
    ):
        states[state] += number
        levels[level] += number
        overdue += of_these_late
    return QueuePage(items, states.total(), states, levels, overdue)


def conditions_of(wanted: QueueFilter, now: datetime) -> list[ColumnElement[bool]]:
    """What a ticket must be to be among those that are wanted."""
    exact = {Ticket.level: wanted.level, Ticket.track: wanted.track, Ticket.priority: wanted.priority}
    conditions: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value]
    if wanted.states:
        conditions.append(Ticket.state.in_(wanted.states))
    if wanted.late:
        conditions.append(Ticket.due_at < now)
    if wanted.owner_id is not None:
        conditions.append(Ticket.owner_id == wanted.owner_id)
    if wanted.unowned:
        conditions.append(Ticket.owner_id.is_(None))
    if wanted.unit:
        conditions.append(Ticket.unit == wanted.unit)
    if wanted.hidden_from:
        conditions.append(Ticket.respondent_unit != wanted.hidden_from)
    return conditions + [_has(word) for word in searchable([wanted.search]).split()]


def _has(word: str) -> ColumnElement[bool]:
    """Case was folded away on both sides, so the words are compared as they are."""
    return Ticket.search_text.contains(word, autoescape=True)
