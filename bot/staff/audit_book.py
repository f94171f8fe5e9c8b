"""The audit as it is written beside other things, and as it is read: a page of entries, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.staff import repository
from bot.staff.audit import LONGEST_OBJECT, audit
from bot.staff.devices import Devices
from bot.staff.entry import Caller
from bot.staff.model import AuditEntry
from bot.staff.repository import AuditFilter
from bot.staff.signed_in import SignedIn
from bot.storage.database import Database

PAGE = 100
# A page that stays open is one look for so long.
LOOK = timedelta(hours=1)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Entry:
    """One line, at Vietnam's time; no ``officer``: somebody who did not get in."""

    id: int
    at: datetime
    officer: str | None
    action: str
    object: str


@dataclass(frozen=True)
class AuditPage:
    """Some entries, every kind of action that there is, and where the next page begins."""

    entries: Sequence[Entry]
    actions: Sequence[str]
    older_than: int | None


class AuditBook:
    """Raises StorageUnavailable."""

    def __init__(self, db: Database, devices: Devices) -> None:
        """``devices`` hashes addresses."""
        self._db = db
        self._devices = devices

    async def note(self, officer: SignedIn, action: str, object: str, address: str, now: datetime) -> None:
        """One entry that goes with no other change, such as the view of protected data."""
        async with self._db.transaction() as session:
            await audit(session, officer.id, action, object, now, self._devices.address(Caller(address)))

    async def note_look(
        self, officer: SignedIn, action: str, object: str, address: str, now: datetime
    ) -> None:
        """The same for a page that renews itself: once an hour, however often that is."""
        async with self._db.reading() as session:
            since = now - LOOK
            known = await repository.noted_since(session, officer.id, action, object[:LONGEST_OBJECT], since)
        if not known:
            await self.note(officer, action, object, address, now)

    async def page(self, wanted: AuditFilter) -> AuditPage:
        """The newest entries that are wanted."""
        async with self._db.reading() as session:
            found = await repository.audit_entries(session, wanted, PAGE + 1)
            actions = await repository.audit_actions(session, with_sealed=wanted.with_sealed)
        entries = [_entry(one, name) for one, name in found[:PAGE]]
        return AuditPage(entries, actions, entries[-1].id if len(found) > PAGE else None)


def _entry(one: AuditEntry, officer: str | None) -> Entry:
    return Entry(one.id, one.at.astimezone(VIETNAM), officer, one.action, one.object)
