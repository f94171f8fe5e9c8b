"""Every query of the way in: many rows at a time, without loading them as objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import Dossier, DossierEvent, DossierFollow, DossierHolder, DossierNotice, NoticeState
from bot.storage.base import Base

# A row as columns and values.
Values = dict[str, Any]
# Any number will do as long as it stays: two that take in the same new dossiers go one after the other.
_LOCK = 7_301_985
_TABLE = Base.metadata.tables[Dossier.__tablename__]


@dataclass(frozen=True)
class Known:
    """What has to be known of a dossier to tell whether a state is news."""

    id: int
    status: str
    changed_at: datetime | None
    fingerprint: str


async def lock_known(session: AsyncSession, codes: Sequence[str]) -> Mapping[str, Known]:
    """Those of the dossiers that are known, by code; nobody else takes in or begins to follow meanwhile."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    query = (
        select(Dossier.code, Dossier.id, Dossier.status, Dossier.changed_at, Dossier.fingerprint)
        .where(Dossier.code.in_(codes))
        .with_for_update()
    )
    return {
        row.code: Known(row.id, row.status, row.changed_at, row.fingerprint)
        for row in await session.execute(query)
    }


async def touch(session: AsyncSession, ids: Sequence[int], now: datetime) -> None:
    """The source still shows them as they are known."""
    if ids:
        await session.execute(update(_TABLE).where(_TABLE.c.id.in_(ids)).values(seen_at=now))


async def add(session: AsyncSession, new: Sequence[Values]) -> None:
    """Adds dossiers, each with the event that begins its course; of that one nobody is told."""
    if not new:
        return
    await session.execute(insert(_TABLE), new)
    seen = (_TABLE.c.id, _TABLE.c.status, func.coalesce(_TABLE.c.changed_at, _TABLE.c.seen_at))
    first = select(*seen, _TABLE.c.seen_at).where(_TABLE.c.code.in_([one["code"] for one in new]))
    columns = ("dossier_id", "status", "at", "seen_at")
    await session.execute(insert(DossierEvent).from_select(columns, first))


async def change(session: AsyncSession, changed: Sequence[Values]) -> None:
    """Writes the new states over the old ones; each row names its ``id``."""
    if not changed:
        return
    columns = [name for name in changed[0] if name not in ("id", "code")]
    statement = (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )
    rows = [{"row_id": one["id"], **{f"new_{name}": one[name] for name in columns}} for one in changed]
    connection = await session.connection()
    await connection.execute(statement, rows)


async def add_events(session: AsyncSession, moved: Sequence[Values], now: datetime) -> Mapping[int, int]:
    """Adds a change of status each; the events' ids by those of their dossiers."""
    if not moved:
        return {}
    statement = insert(DossierEvent).returning(DossierEvent.dossier_id, DossierEvent.id)
    rows = [
        {
            "dossier_id": one["id"],
            "status": one["status"],
            "at": one["changed_at"] or now,
            "seen_at": now,
        }
        for one in moved
    ]
    return {row.dossier_id: row.id for row in await session.execute(statement, rows)}


async def add_notices(session: AsyncSession, events: Mapping[int, int], due_at: datetime) -> None:
    """Each follower of these dossiers is to be told."""
    if not events:
        return
    query = (
        select(DossierFollow.id, DossierHolder.dossier_id)
        .join(DossierHolder, DossierHolder.id == DossierFollow.holder_id)
        .where(DossierHolder.dossier_id.in_(events), DossierFollow.unfollowed_at.is_(None))
    )
    rows = [
        {
            "follow_id": follow_id,
            "event_id": events[dossier_id],
            "due_at": due_at,
            "state": NoticeState.WAITING,
            "outbox_ids": [],
        }
        for follow_id, dossier_id in await session.execute(query)
    ]
    if rows:
        await session.execute(insert(DossierNotice), rows)
