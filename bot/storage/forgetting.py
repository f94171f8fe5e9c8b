"""Rows whose time is over: forgotten in small steps, so that nobody waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, update

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
    """Forgets what is from before that moment; of how many rows. Raises StorageUnavailable."""
    forgotten = 0
    while True:
        found = await _some(db, stale, before)
        if not found:
            return forgotten
        these = stale.table.c.id.in_(found)
        async with db.transaction() as session:
            await session.execute(
                update(stale.table).where(these).values(stale.instead)
                if stale.instead
                else delete(stale.table).where(these)
            )
        forgotten += len(found)


async def _some(db: Database, stale: Stale, before: datetime) -> list[int]:
    query = select(stale.table.c.id).where(stale.at < before).limit(AT_ONCE)
    async with db.reading() as session:
        return list(await session.scalars(query if stale.still is None else query.where(stale.still)))
