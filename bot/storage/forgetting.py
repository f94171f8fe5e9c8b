"""Rows whose time is over: forgotten in small steps, so that nobody waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, or_, select, update

from bot.storage.database import Database

AT_ONCE = 500
# A moment, and the row of it by its key.
Place = tuple[datetime, Any]


@dataclass(frozen=True)
class Stale:
    """Rows by their moment ``at``; removed, or kept with those values ``instead``.

    ``still`` tells which of them hold anything yet, where rows stay; it wants an index of ``at`` and id with
    the same condition.
    """

    table: Table
    at: ColumnElement[datetime]
    instead: Mapping[str, Any] = field(default_factory=dict)
    still: ColumnElement[bool] | None = None

    @property
    def key(self) -> ColumnElement[Any]:
        """Names a row: the primary key, which is one column."""
        (key,) = self.table.primary_key
        return key


async def forget_stale(db: Database, stale: Stale, before: datetime) -> int:
    """Forgets what is from before that moment; of how many rows. Raises StorageUnavailable.

    Each step takes the next few by their moment, out of an index that holds no others, and locks them for
    one short statement: neither a long table nor much to forget holds anybody up.
    """
    forgotten, place = 0, None
    while these := await _next(db, stale, before, place):
        await _forget(db, stale, [row_id for _, row_id in these])
        forgotten, place = forgotten + len(these), these[-1]
    return forgotten


async def _next(db: Database, stale: Stale, before: datetime, place: Place | None) -> Sequence[Place]:
    at, row_id = stale.at, stale.key
    query = select(at, row_id).where(at < before).order_by(at, row_id).limit(AT_ONCE)
    if place is not None:
        query = query.where(_after(stale, place))
    if stale.still is not None:
        query = query.where(stale.still)
    async with db.reading() as session:
        return [(moment, number) for moment, number in await session.execute(query)]


def _after(stale: Stale, place: Place) -> ColumnElement[bool]:
    moment, row_id = place
    return and_(stale.at >= moment, or_(stale.at > moment, stale.key > row_id))


async def _forget(db: Database, stale: Stale, these: Sequence[Any]) -> None:
    rows = stale.key.in_(these)
    async with db.transaction() as session:
        await session.execute(
            update(stale.table).where(rows).values(stale.instead)
            if stale.instead
            else delete(stale.table).where(rows)
        )
