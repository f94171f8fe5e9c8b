"""SQLite on the event loop: nothing that may take long holds the loop up, and locks are waited for."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import inline_sqlite
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.storage.upgrade import newest_revision, revision_of, upgrade

LONGEST_HOLD_UP = 0.25


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT)"))
    yield database
    await database.close()


async def write(db: Database, words: str) -> None:
    async with db.transaction() as session:
        await session.execute(text("INSERT INTO notes (words) VALUES (:words)"), {"words": words})


async def notes(db: Database) -> list[str]:
    async with db.reading() as session:
        return list(await session.scalars(text("SELECT words FROM notes ORDER BY id")))


def other_process(tmp_path: Path) -> sqlite3.Connection:
    """A connection that knows nothing of the turnstile; it holds the write lock."""
    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


async def longest_hold_up(until: "asyncio.Task[None]") -> float:
    longest = 0.0
    while not until.done():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - before)
    return longest


async def test_a_lock_that_another_process_holds_is_waited_for_and_the_loop_goes_on(
    db: Database, tmp_path: Path
) -> None:
    other = other_process(tmp_path)
    writing = asyncio.create_task(write(db, "sau"))
    watching = asyncio.create_task(longest_hold_up(writing))
    await asyncio.sleep(0.6)
    assert not writing.done()
    assert await notes(db) == []  # who reads waits for no writer
    other.execute("INSERT INTO notes (words) VALUES ('trước')")
    other.execute("COMMIT")
    await writing
    assert await watching < LONGEST_HOLD_UP
    assert await notes(db) == ["trước", "sau"]
    other.close()


async def test_a_lock_that_is_never_given_back_is_told_and_leaves_the_database_usable(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline_sqlite, "SECONDS_FOR_A_LOCK", 0.2)
    other = other_process(tmp_path)
    with pytest.raises(StorageUnavailable):
        await write(db, "vô ích")
    other.execute("ROLLBACK")
    other.close()
    await write(db, "được rồi")
    assert await notes(db) == ["được rồi"]


async def test_who_is_cancelled_while_waiting_for_a_lock_leaves_nothing_behind(
    db: Database, tmp_path: Path
) -> None:
    other = other_process(tmp_path)
    writing = asyncio.create_task(write(db, "bỏ dở"))
    await asyncio.sleep(0.1)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    other.execute("ROLLBACK")
    other.close()
    await write(db, "tiếp")
    assert await notes(db) == ["tiếp"]


async def test_a_cancelled_commit_has_happened_or_not_and_the_next_goes_on(db: Database) -> None:
    for number in range(60):
        writing = asyncio.create_task(write(db, f"lần {number}"))
        for _ in range(number % 12):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    await write(db, "cuối")
    kept = await notes(db)
    assert kept[-1] == "cuối"
    assert len(kept) == len(set(kept))


async def test_a_mistake_in_a_statement_is_no_trouble_of_the_database(db: Database) -> None:
    await write(db, "một")
    with pytest.raises(Exception, match="UNIQUE"):
        async with db.transaction() as session:
            await session.execute(text("INSERT INTO notes (id) SELECT id FROM notes"))
    assert await notes(db) == ["một"]


async def test_many_rows_are_read_in_lots(db: Database) -> None:
    for number in range(5):
        await write(db, str(number))
    query = text("SELECT words FROM notes ORDER BY id").execution_options(yield_per=2)
    async with db.reading() as session:
        result = await session.stream(query)
        assert [[row.words for row in lot] async for lot in result.partitions(2)] == [
            ["0", "1"],
            ["2", "3"],
            ["4"],
        ]


class Paced(sqlite3.Connection):
    """Commits as slowly as it is told to, by a clock on which nothing else takes time."""

    seconds = clock = 0.0

    def commit(self) -> None:
        time.sleep(self.seconds)
        self.clock += self.seconds
        super().commit()


async def test_only_a_disk_that_has_long_been_quick_is_waited_for_on_the_spot(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "b.db", factory=Paced, check_same_thread=False)
    disk = inline_sqlite.Disk(lambda: raw.clock)
    connection = inline_sqlite.InlineConnection(raw, disk)
    for _ in range(inline_sqlite.QUICK_TIMES):
        assert not disk.is_quick
        await connection.commit()
    assert disk.is_quick
    raw.seconds = 2 * inline_sqlite.QUICK_SECONDS
    await connection.commit()
    assert not disk.is_quick
    raw.seconds = 2 * LONGEST_HOLD_UP
    committing = asyncio.create_task(connection.commit())
    assert await longest_hold_up(committing) < LONGEST_HOLD_UP
    await connection.close()


async def test_writers_take_turns_without_the_loop_between(db: Database) -> None:
    """Who is through with the turnstile has committed, although other tasks are ready to run all the time."""
    ran = 0

    async def busy() -> None:
        nonlocal ran
        while True:
            ran += 1
            await asyncio.sleep(0)

    for number in range(inline_sqlite.QUICK_TIMES + 5):
        await write(db, str(number))
    other = asyncio.create_task(busy())
    await asyncio.sleep(0)
    ran = 0
    async with db.transaction() as session:
        await session.execute(text("INSERT INTO notes (words) VALUES ('cuối')"))
        within = ran
    assert (within, ran) == (0, 0) or not inline_sqlite._THE_DISK.is_quick
    other.cancel()
    assert (await notes(db))[-1] == "cuối"


def test_a_new_file_that_another_process_is_about_to_write_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # to this lock SQLite gives no time at all when the file turns to WAL
    threading.Timer(0.3, other.rollback).start()
    upgrade(f"sqlite:///{path}")
    other.close()
    assert revision_of(f"sqlite:///{path}") == newest_revision()
