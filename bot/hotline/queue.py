"""The officers' queue: which tickets, in which order, and how many of each kind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot.hotline.finding import Position
from bot.hotline.intake import searchable
from bot.hotline.model import Ticket
from bot.hotline.states import OPEN
from bot.storage.base import RowId

PAGE_SIZE = 50
# What is counted and ordered by; the index has all of it.
_NARROW = (Ticket.id, Ticket.state, Ticket.level, Ticket.due_at)


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
class QueueCounts:
    """How many there are by state, by level and past a promise."""

    by_state: Mapping[str, int]
    by_level: Mapping[str, int]
    late: int


@dataclass(frozen=True)
class QueuePage(QueueCounts):
    """The same with a page of them, and how many there are in all."""

    items: Sequence[Ticket]
    total: int


async def read_queue(session: AsyncSession, wanted: QueueFilter, page: int, now: datetime) -> QueuePage:
    """The page of that number, from 1: the next promise first, what is done last."""
    rows = (await session.execute(_page_and_counts(wanted, page, now))).all()
    ids = [row[0] for row in rows if row[0] is not None]
    counts = _counted([row[1:] for row in rows if row[0] is None])
    total = sum(counts.by_state.values())
    return QueuePage(counts.by_state, counts.by_level, counts.late, await _tickets(session, ids), total)


async def read_counts(session: AsyncSession, wanted: QueueFilter, now: datetime) -> QueueCounts:
    """The numbers without a page."""
    found = select(*_NARROW).where(*conditions_of(wanted, now)).subquery("found")
    return _counted([row[1:] for row in await session.execute(_counts(found, now))])


def _page_and_counts(wanted: QueueFilter, page: int, now: datetime) -> CompoundSelect[Any]:
    """Both in one: the counts, in rows without an id, and the ids of the page."""
    found = select(*_NARROW).where(*conditions_of(wanted, now)).cte("found")
    # Words are looked for once; without them the index answers twice sooner than its answer is copied.
    found = found.prefix_with("MATERIALIZED" if wanted.search else "NOT MATERIALIZED")
    order = (found.c.due_at.asc().nulls_last(), found.c.id.desc())
    shown = select(found.c.id, found.c.state, found.c.level, literal(1), literal(0)).order_by(*order)
    shown = shown.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return union_all(_counts(found, now), select(*shown.subquery().c))


def _counts(found: FromClause, now: datetime) -> Select[Any]:
    kind = (found.c.state, found.c.level)
    late = func.sum(case((found.c.due_at < now, 1), else_=0))
    return select(cast(null(), RowId).label("id"), *kind, func.count(), late).group_by(*kind)


def _counted(rows: Iterable[Sequence[Any]]) -> QueueCounts:
    states: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    overdue = 0
    for state, level, number, late in rows:
        states[state] += number
        levels[level] += number
        overdue += late
    return QueueCounts(states, levels, overdue)


async def _tickets(session: AsyncSession, ids: Sequence[int]) -> Sequence[Ticket]:
    query = select(Ticket).options(defer(Ticket.search_text), defer(Ticket.answers)).where(Ticket.id.in_(ids))
    return (await session.scalars(query.order_by(Ticket.due_at.asc().nulls_last(), Ticket.id.desc()))).all()


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
    """Case was folded away on both sides: the words are compared as they are, which LIKE is slow at."""
    return Position(Ticket.search_text, word) > 0
