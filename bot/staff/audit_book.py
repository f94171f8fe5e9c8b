"""The audit as it is read: a page of entries, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.staff import repository
from bot.staff.model import AuditEntry
from bot.staff.repository import AuditFilter
from bot.storage.database import Database

PAGE = 100
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
    """Reads the audit; raises StorageUnavailable."""

    def __init__(self, db: Database) -> None:
        """Of that database."""
        self._db = db

    async def page(self, wanted: AuditFilter) -> AuditPage:
        """The newest entries that are wanted."""
        async with self._db.reading() as session:
            found = await repository.audit_entries(session, wanted, PAGE + 1)
            actions = await repository.audit_actions(session, with_sealed=wanted.with_sealed)
        entries = [_entry(one, name) for one, name in found[:PAGE]]
        return AuditPage(entries, actions, entries[-1].id if len(found) > PAGE else None)


def _entry(one: AuditEntry, officer: str | None) -> Entry:
    return Entry(one.id, one.at.astimezone(VIETNAM), officer, one.action, one.object)
