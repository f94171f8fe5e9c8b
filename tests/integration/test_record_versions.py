"""The versions of records are kept as they come and compared between days, on both databases."""

from datetime import UTC, datetime, timedelta

import msgspec

from bot.records.service import history, keep
from bot.storage.database import Database
from procedures_kb.base import KnowledgeBase
from tests.unit.web.records import knowledge_base

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
CODE = "1.000001"


def three_records() -> KnowledgeBase:
    return KnowledgeBase(knowledge_base().procedures)


def with_other_name(kb: KnowledgeBase) -> KnowledgeBase:
    return KnowledgeBase(
        msgspec.structs.replace(one, plain_name="Sang tên nhà đất") if one.code == CODE else one
        for one in kb.procedures
    )


async def told(db: Database, first: datetime, last: datetime) -> list[str]:
    found = await history(db, first, last)
    assert found is not None
    return [line for one in found.differences for line in one.lines]


async def test_only_what_changed_is_kept_again(db: Database) -> None:
    kb = three_records()
    assert await keep(db, kb, START) == 3
    assert await keep(db, kb, START + DAY) == 0
    assert await keep(db, with_other_name(kb), START + 2 * DAY) == 1


async def test_the_days_between_decide_what_is_told(db: Database) -> None:
    kb = three_records()
    await keep(db, kb, START)
    await keep(db, with_other_name(kb), START + 2 * DAY)
    change = [
        f"{CODE} Sang tên nhà đất: changed",
        "  plain_name",
        "    - Sang tên sổ đỏ",
        "    + Sang tên nhà đất",
    ]
    assert await told(db, START + DAY, START + 3 * DAY) == change
    assert await told(db, START + DAY, START + DAY) == []
    assert await told(db, START + 3 * DAY, START + 4 * DAY) == []


async def test_a_change_that_was_taken_back_is_none(db: Database) -> None:
    kb = three_records()
    await keep(db, kb, START)
    await keep(db, with_other_name(kb), START + DAY)
    await keep(db, kb, START + 2 * DAY)
    assert await told(db, START, START + 3 * DAY) == []


async def test_records_come_and_go(db: Database) -> None:
    kb = three_records()
    await keep(db, KnowledgeBase(kb.procedures[:2]), START)
    await keep(db, KnowledgeBase(kb.procedures[1:]), START + DAY)
    assert await told(db, START, START + DAY) == [
        "1.000001 Sang tên sổ đỏ: taken out",
        f"1.000003 {kb.procedures[2].plain_name}: new",
    ]
    assert await keep(db, KnowledgeBase(kb.procedures[1:]), START + 2 * DAY) == 0


async def test_it_starts_with_the_first_versions_where_nothing_is_older(db: Database) -> None:
    assert await history(db, START, START) is None
    await keep(db, three_records(), START)
    found = await history(db, START - 9 * DAY, START - DAY)
    assert found is not None
    assert (found.since, found.differences) == (START, ())
