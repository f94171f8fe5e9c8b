"""Every query on officers, their sessions and the audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.staff.model import AuditEntry, Officer, StaffSession, WrongPassword
from bot.storage.base import table_of
from bot.storage.forgetting import Stale

STALE_AUDIT = Stale(table_of(AuditEntry), table_of(AuditEntry).c.at)
# They go at the next sign-in, too; here for a desk at which nobody signs in any more.
STALE_SIGN_INS = Stale(table_of(StaffSession), table_of(StaffSession).c.expires_at)
STALE_PASSWORDS = Stale(table_of(WrongPassword), table_of(WrongPassword).c.at)
# How an entry's object begins that is under the seal.
SEALED = "sealed "


async def officer_by_login(session: AsyncSession, login: str) -> Officer | None:
    """The officer of that login, disabled or not."""
    return await session.scalar(select(Officer).where(Officer.login == login))


async def all_officers(session: AsyncSession) -> Sequence[Officer]:
    """Everybody, the active first, by name."""
    query = select(Officer).order_by(Officer.active.desc(), Officer.name, Officer.id)
    return (await session.scalars(query)).all()


async def active_at(session: AsyncSession, level: str, unit: str | None) -> Sequence[Officer]:
    """The active officers of a rung; of one unit where it is named."""
    query = select(Officer).where(Officer.level == level, Officer.active).order_by(Officer.id)
    return (await session.scalars(query if unit is None else query.where(Officer.unit == unit))).all()


async def session_of(session: AsyncSession, token_hash: str) -> tuple[StaffSession, Officer] | None:
    """The session behind a cookie, with its officer as they are now."""
    query = (
        select(StaffSession, Officer)
        .join(Officer, Officer.id == StaffSession.officer_id)
        .where(StaffSession.token_hash == token_hash)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row is not None else None


async def touch(session: AsyncSession, token_hash: str, now: datetime) -> None:
    """The session was used."""
    query = update(StaffSession).where(StaffSession.token_hash == token_hash).values(seen_at=now)
    await session.execute(query)


async def end_session(session: AsyncSession, token_hash: str) -> None:
    """That browser is signed out."""
    await session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


async def end_sessions(session: AsyncSession, officer_id: int, but: str = "") -> None:
    """The officer is signed out everywhere, but for one session where it is named."""
    query = delete(StaffSession).where(StaffSession.officer_id == officer_id)
    await session.execute(query.where(StaffSession.token_hash != but))


async def forget_sessions(session: AsyncSession, now: datetime) -> None:
    """What has expired serves nobody."""
    await session.execute(delete(StaffSession).where(StaffSession.expires_at <= now))


async def count_sessions(session: AsyncSession, officer_id: int, now: datetime) -> int:
    """In how many browsers the officer is signed in."""
    query = select(func.count()).where(StaffSession.officer_id == officer_id, StaffSession.expires_at > now)
    return await session.scalar(query) or 0


async def wrong_since(session: AsyncSession, counter: str, since: datetime) -> int:
    """How many wrong passwords were counted under that."""
    query = select(func.count()).where(WrongPassword.counter == counter, WrongPassword.at > since)
    return await session.scalar(query) or 0


async def forgive(session: AsyncSession, counter: str) -> None:
    """The right password was given."""
    await session.execute(delete(WrongPassword).where(WrongPassword.counter == counter))


async def forgive_one(session: AsyncSession, wrong_id: int) -> None:
    """That attempt was none."""
    await session.execute(delete(WrongPassword).where(WrongPassword.id == wrong_id))


async def forget_wrong(session: AsyncSession, before: datetime) -> None:
    """Wrong passwords are kept no longer than they count."""
    await session.execute(delete(WrongPassword).where(WrongPassword.at <= before))


@dataclass(frozen=True)
class AuditFilter:
    """Which entries of the audit are looked for; None: all."""

    officer_id: int | None = None
    action: str | None = None
    object: str | None = None
    before_id: int | None = None
    # Whether looks at what is sealed are among them: that there is something sealed is not told to others.
    with_sealed: bool = False


async def audit_entries(
    session: AsyncSession, wanted: AuditFilter, limit: int
) -> Sequence[tuple[AuditEntry, str | None]]:
    """Entries with the officer's name, the newest first."""
    query = select(AuditEntry, Officer.name).outerjoin(Officer, Officer.id == AuditEntry.officer_id)
    query = query.where(*_conditions(wanted)).order_by(AuditEntry.id.desc()).limit(limit)
    return [(row[0], row[1]) for row in await session.execute(query)]


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if not wanted.with_sealed:
        yield AuditEntry.object.not_like(f"{SEALED}%")
    if wanted.officer_id is not None:
        yield AuditEntry.officer_id == wanted.officer_id
    if wanted.action is not None:
        yield AuditEntry.action == wanted.action
    if wanted.object is not None:
        yield AuditEntry.object == wanted.object
    if wanted.before_id is not None:
        yield AuditEntry.id < wanted.before_id


async def audit_actions(session: AsyncSession, *, with_sealed: bool) -> Sequence[str]:
    """Every kind of action that the audit holds."""
    seen = _conditions(AuditFilter(with_sealed=with_sealed))
    query = select(AuditEntry.action).where(*seen).distinct().order_by(AuditEntry.action)
    return (await session.scalars(query)).all()


async def noted_since(
    session: AsyncSession, officer_id: int, action: str, object: str, since: datetime
) -> bool:
    """Whether the audit has such an entry of that officer from after that moment."""
    query = select(AuditEntry.id).where(AuditEntry.object == object, AuditEntry.officer_id == officer_id)
    latest = query.where(AuditEntry.action == action, AuditEntry.at > since).limit(1)
    return await session.scalar(latest) is not None
