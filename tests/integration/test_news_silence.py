"""A connection that dies without a word (a firewall that drops) is noticed within what is promised."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest

from bot.findings import Finding
from bot.storage.news import AWAY_SECONDS, LOOK_SECONDS, News
from bot.storage.news_connection import ANSWER_SECONDS
from tests.integration.postgresql_server import PostgresqlServer
from tests.machine import slowness

pytestmark = [pytest.mark.alone, pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)]


class Firewall:
    """Forwards to PostgreSQL until it drops: then connections stay open and nothing passes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.passes = asyncio.Event()
        self.passes.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            await asyncio.gather(self._forward(reader, back), self._forward(there, writer))
        finally:
            back.close()
            writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                await self.passes.wait()
                writer.write(data)
            writer.close()


@contextlib.asynccontextmanager
async def firewall(port: int) -> AsyncIterator[tuple[Firewall, int]]:
    """The firewall, and the port at which it listens."""
    wall = Firewall(port)
    server = await asyncio.start_server(wall.serve, "127.0.0.1", 0)
    try:
        yield wall, server.sockets[0].getsockname()[1]
    finally:
        wall.passes.set()
        server.close()


async def test_a_silent_death_is_noticed_in_time_told_by_health_and_mended(
    database_url: str, postgresql_server: PostgresqlServer
) -> None:
    async with firewall(postgresql_server.port) as (wall, port):
        news, looked = News(database_url.replace(f":{postgresql_server.port}/", f":{port}/")), asyncio.Event()
        news.hear("tickets", lambda _note: looked.set())
        task = asyncio.create_task(news.run())
        try:
            await asyncio.wait_for(looked.wait(), 5)
            assert (news.findings(), news.is_connected) == ([], True)
            wall.passes.clear()
            longest = LOOK_SECONDS + ANSWER_SECONDS + AWAY_SECONDS + 1.5 * slowness()
            dropped = time.monotonic()
            while not news.findings():
                assert time.monotonic() - dropped < longest
                await asyncio.sleep(0.1)
            assert (news.findings(), news.is_connected) == ([Finding("news_away")], False)
            looked.clear()
            wall.passes.set()
            await asyncio.wait_for(looked.wait(), 20)
            assert news.findings() == []
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
