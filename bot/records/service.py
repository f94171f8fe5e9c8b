"""Versions of records: kept whenever the base was read, compared between two days."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from bot.records import repository
from bot.records.model import RecordVersion
from bot.storage.database import Database
from procedures_kb.base import KnowledgeBase
from procedures_kb.differences import Difference, difference, said


class History(msgspec.Struct, frozen=True):
    """What changed between two moments; `since` is the later of the first one and the first version kept."""

    since: datetime
    differences: tuple[Difference, ...]


async def keep(db: Database, kb: KnowledgeBase, now: datetime) -> int:
    """Stores each record that is not as it was seen last, and says how many; raises StorageUnavailable."""
    records = {record.code: record for record in (*kb.procedures, *kb.ministry)}
    async with db.transaction() as session:
        known = await repository.newest_versions(session)
        changed: list[RecordVersion] = []
        for code, record in records.items():
            version = record.facts_version
            if known.get(code) != version:
                content = said(msgspec.to_builtins(record))
                changed.append(RecordVersion(code=code, version=version, content=content, seen_at=now))
        gone = sorted(code for code, version in known.items() if version and code not in records)
        changed += [RecordVersion(code=code, version=None, content=None, seen_at=now) for code in gone]
        session.add_all(changed)
    return len(changed)


async def history(db: Database, first: datetime, last: datetime) -> History | None:
    """What changed after the first moment until the last one; None where no version was ever kept.

    Where nothing is as old as the first moment, it starts with the first versions. Raises StorageUnavailable.
    """
    async with db.reading() as session:
        kept_since = await repository.kept_since(session)
        if kept_since is None:
            return None
        since = max(first, kept_since)
        before = _contents(await repository.standing_at(session, since))
        after = _contents(await repository.standing_at(session, max(since, last)))
    found = (difference(before.get(code), after.get(code)) for code in sorted({**before, **after}))
    return History(since, tuple(one for one in found if one is not None))


def _contents(versions: Sequence[RecordVersion]) -> dict[str, dict[str, Any]]:
    return {one.code: one.content for one in versions if one.content is not None}
