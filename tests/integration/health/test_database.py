"""A slow database, another clock, another version: each made for real."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import make_url, text

from bot.clock import utc_now
from bot.health.database import DatabaseClock, SchemaVersion, SlowDatabase
from bot.storage.database import Database
from bot.storage.upgrade import known_revisions
from tests.integration.health.told import told
from tests.integration.postgresql_server import PostgresqlServer


class SlowRoad:
    """A road to a server on which everything takes ``seconds`` longer, in one direction."""

    def __init__(self) -> None:
        """As fast as the machine."""
        self.seconds = 0.0
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def to(self, host: str, port: int) -> AsyncIterator["SlowRoad"]:
        """Leads there from ``port`` on loopback."""

        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there = await asyncio.open_connection(host, port)
            for end in ((reader, there[1], True), (there[0], writer, False)):
                task = asyncio.create_task(self._carry(*end))
                self._tasks.add(task)

        server = await asyncio.start_server(meet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        yield self
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, slow: bool) -> None:
        while part := await reader.read(65536):
            await asyncio.sleep(self.seconds if slow else 0)
            writer.write(part)
            await writer.drain()
        writer.close()


async def test_a_database_that_answers_late_is_told(postgresql_server: PostgresqlServer) -> None:
    url = make_url(postgresql_server.url("postgres"))
    async with SlowRoad().to(str(url.host), url.port or 5432) as road:
        db = Database(url.set(host="127.0.0.1", port=road.port).render_as_string(hide_password=False))
        slow = SlowDatabase(db)
        assert await told(slow) == []
        road.seconds = 0.6  # BEGIN with the question, and the end
        found = await told(slow)
        road.seconds = 0
        assert await told(slow) == []
        await db.close()
    assert [one.name for one in found] == ["database_slow"]
    assert "s). First:" in found[0].en


async def test_a_database_that_is_away_is_no_slow_one() -> None:
    db = Database("postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=1")
    assert await told(SlowDatabase(db)) == []
    await db.close()


@pytest.mark.parametrize(("seconds", "is_told"), [(0, False), (3, False), (90, True), (-90, True)])
async def test_a_clock_that_differs_from_the_databases_is_told(
    db: Database, seconds: int, is_told: bool
) -> None:
    found = await told(DatabaseClock(db, lambda: utc_now() + timedelta(seconds=seconds)))
    assert [one.name for one in found] == (["clock_off_database"] if is_told and db.is_shared else [])
    assert all(" 90 " in one.vi for one in found)


@pytest.mark.parametrize(
    ("revision", "name"), [(known_revisions()[1], "schema_behind"), ("9999_from_next_year", "schema_ahead")]
)
async def test_a_database_of_another_version_is_told(db: Database, revision: str, name: str) -> None:
    version = SchemaVersion(db)
    assert await told(version) == []
    async with db.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    (found,) = await told(version)
    assert found.name == name
    assert revision in found.vi
    assert known_revisions()[0] in found.en
