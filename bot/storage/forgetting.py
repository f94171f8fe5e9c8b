"""Rows whose time is over: forgotten in small steps, so that nobody waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, false, func, or_, select, true, update

from bot.storage.base import Base
from bot.storage.database import Database

AT_ONCE = 500


@dataclass(frozen=True)
class Stale:
    """Rows by their moment ``at``; removed, or kept with those values ``instead``.

    ``still`` tells which of them hold anything yet, where rows stay.
    """

    table: Table
    at: ColumnElement[datetime]
    instead: Mapping[str, Any] = field(default_factory=dict)
    still: ColumnElement[bool] | None = None


def table_of(model: type[Base]) -> Table:
    """The table of a mapped class."""
    table = model.__table__
    assert isinstance(table, Table), "nothing is mapped to a view"
    return table


async def forget_stale(db: Database, stale: Stale, before: datetime) -> int:
    """Forgets what is from before that moment; of how many rows. Raises StorageUnavailable.

    Goes through the rows by their moment, a bounded number at a look: what was forgotten long ago is passed
    over once, however much it is, and no single look holds others up.
    """
    forgotten, last = 0, None
    while lot := await _next_lot(db, stale, before, last):
        these = [row.id for row in lot if row.still]
        if these:
            await _forget(db, stale, these)
        forgotten, last = forgotten + len(these), lot[-1]
    return forgotten


async def _next_lot(
    db: Database, stale: Stale, before: datetime, last: Row[Any] | None
) -> Sequence[Row[Any]]:
    at, row_id = stale.at.label("at"), stale.table.c.id
    still = true() if stale.still is None else func.coalesce(stale.still, false())
    query = select(row_id, at, still.label("still")).where(stale.at < before)
    if last is not None:
        query = query.where(stale.at >= last.at, or_(stale.at > last.at, row_id > last.id))
    async with db.reading() as session:
        return (await session.execute(query.order_by(stale.at, row_id).limit(AT_ONCE))).all()


async def _forget(db: Database, stale: Stale, these: Sequence[int]) -> None:
    rows = stale.table.c.id.in_(these)
    async with db.transaction() as session:
        await session.execute(
            update(stale.table).where(rows).values(stale.instead)
            if stale.instead
            else delete(stale.table).where(rows)
        )
