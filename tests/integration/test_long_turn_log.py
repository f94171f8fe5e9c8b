"""No statement of the way out, of the forgetting or of the closing reads a long table from end to end."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncSession

from bench.load.log_rows import NOW, fill
from bot.conversation.forgetting import STALE_WORDS
from bot.conversation.outbox_repository import due_replies, replies_made_before, undelivered_since
from bot.insight import sources_repository as sources
from bot.storage.database import Database
from bot.storage.forgetting import forget_stale
from bot.storage.upgrade import upgrade

WORDS_INDEXES = ("ix_turns_words", "ix_inbox_words", "ix_outbox_words")
Said = list[tuple[str, Any]]
LOOKS: dict[str, Callable[[AsyncSession], Awaitable[object]]] = {
    "sender": lambda session: due_replies(session, NOW, 10),
    "reconciler": lambda session: replies_made_before(session, NOW, 10),
    "undelivered": lambda session: undelivered_since(session, NOW, 10),
    "closing": lambda session: anext(sources.turns(session, NOW - timedelta(days=9), NOW)),
}


@contextmanager
def listening() -> Iterator[Said]:
    said: Said = []

    def hear(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        said.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def whole_reads(file: Path, said: Said) -> list[str]:
    """Steps of SQLite's plans that go through a table without one of the indexes made for that."""
    return [
        step
        for step in steps_of(file, said)
        if step.startswith("SCAN") and "USING INDEX ix_outbox_" not in step
    ]


def steps_of(file: Path, said: Said) -> list[str]:
    """SQLite's plans for these statements."""
    with closing(sqlite3.connect(file)) as connection:
        steps = [
            str(row[3])
            for statement, parameters in said
            if statement.startswith(("SELECT", "UPDATE"))
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert steps
    return steps


@pytest.fixture
def file(tmp_path: Path) -> Path:
    url = f"sqlite:///{tmp_path / 'long.db'}"
    upgrade(url)
    fill(url, 2_000)
    return tmp_path / "long.db"


@pytest.mark.parametrize("look", LOOKS)
async def test_a_look_is_served_by_an_index(file: Path, look: str) -> None:
    db = Database(f"sqlite:///{file}")
    with listening() as said:
        async with db.reading() as session:
            await LOOKS[look](session)
    await db.close()
    assert whole_reads(file, said) == []


@pytest.mark.parametrize("kind", range(len(STALE_WORDS)), ids=["turns", "inbox", "outbox"])
async def test_the_daily_forgetting_is_served_by_an_index(file: Path, kind: int) -> None:
    db = Database(f"sqlite:///{file}")
    with listening() as said:
        # Two years at 2,000 turns; the first year's words are gone already.
        forgotten = await forget_stale(db, STALE_WORDS[kind], NOW - timedelta(days=265))
    await db.close()
    assert forgotten == pytest.approx(100 * 2_000 / 730, abs=2)
    assert whole_reads(file, said) == []
    assert WORDS_INDEXES[kind] in " ".join(steps_of(file, said))


@pytest.mark.parametrize("kind", range(len(STALE_WORDS)), ids=["turns", "inbox", "outbox"])
@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
async def test_on_postgresql_too(empty_database_url: str, kind: int) -> None:
    """No other index could serve it so: of those there are, this one alone holds only what has words."""
    upgrade(empty_database_url)
    fill(empty_database_url, 20_000)
    db = Database(empty_database_url)
    with listening() as said:
        await forget_stale(db, STALE_WORDS[kind], NOW - timedelta(days=364))
    await db.close()
    with psycopg.connect(empty_database_url) as connection:
        looks = [(words, given) for words, given in said if words.startswith("SELECT")]
        for words, given in looks:
            plan = connection.execute(f"EXPLAIN {words}".encode(), given).fetchall()
            assert WORDS_INDEXES[kind] in str(plan)
    assert len(looks) == 2  # a day's words, and that there are no more
