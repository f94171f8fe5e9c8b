"""Rows whose time is over: forgotten in small steps, so that nobody waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, not_, or_, select, update

from bot.storage.database import Database

AT_ONCE = 500
STRETCH = 5_000
# A moment, and the row of it by its key.
Place = tuple[datetime, Any]


@dataclass(frozen=True)
class Stale:
    """Rows by their moment ``at``; removed, or kept with those values ``instead``.

    ``still`` tells which of them hold anything yet, where rows stay.
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

    Goes through the rows by their moment, a bounded stretch at a look: what was forgotten long ago is passed
    over once, however much it is, and no single look holds others up.
    """
    forgotten, begin = 0, None
    while True:
        end, these = await _stretch(db, stale, before, begin)
        for start in range(0, len(these), AT_ONCE):
            await _forget(db, stale, these[start : start + AT_ONCE])
        forgotten += len(these)
        if end is None:
            return forgotten
        begin = end


async def _stretch(
    db: Database, stale: Stale, before: datetime, begin: Place | None
) -> tuple[Place | None, Sequence[Any]]:
    """Where the next stretch ends, None for the last one, and the rows in it that still hold anything."""
    at, row_id = stale.at, stale.key
    within = [at < before] if begin is None else [at < before, _after(stale, begin)]
    query = select(at, row_id).where(*within).order_by(at, row_id).offset(STRETCH).limit(1)
    async with db.reading() as session:
        row = (await session.execute(query)).one_or_none()
        end = None if row is None else (row[0], row[1])
        if end is not None:
            within += [at <= end[0], not_(_after(stale, end))]
        if stale.still is not None:
            within.append(stale.still)
        return end, (await session.scalars(select(row_id).where(*within))).all()


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
