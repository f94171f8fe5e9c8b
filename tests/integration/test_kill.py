"""kill -9 in the middle of everything: nothing accepted is lost, doubled or out of order."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.conversation.model import InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.server import free_port
from bot.storage.database import Database

pytestmark = pytest.mark.alone

KILLS = 5
CONVERSATIONS = 6
MESSAGES = 12
SECONDS_BETWEEN_KILLS = 1.0


class Victim:
    """The server's process: killed and started again on the same port and database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.port = free_port()
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        command = [sys.executable, "-m", "tests.integration.killable_server", self._url, str(self.port)]
        self._process = await asyncio.create_subprocess_exec(*command)

    async def kill(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def be_killed_again_and_again(self) -> None:
        for _ in range(KILLS):
            await asyncio.sleep(SECONDS_BETWEEN_KILLS)
            await self.kill()
            await self.start()
            await self.until_it_listens()

    async def until_it_listens(self) -> None:
        async with asyncio.timeout(30), aiohttp.ClientSession() as http:
            while True:
                try:
                    async with http.get(f"http://127.0.0.1:{self.port}/"):
                        return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)


@asynccontextmanager
async def victim_of(url: str) -> AsyncIterator[Victim]:
    victim = Victim(url)
    await victim.start()
    try:
        yield victim
    finally:
        await victim.kill()


async def insist(http: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> dict[str, str]:
    """Sends the same again until it is accepted, as the page does."""
    while True:
        try:
            async with http.post(path, json=body) as response:
                if response.status < 300:
                    answer: dict[str, str] = await response.json()
                    return answer
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.05)


async def converse(http: aiohttp.ClientSession, complete: bool) -> None:
    opened = await insist(http, "/api/chat/sessions", {})
    for number in range(MESSAGES):
        await insist(
            http,
            "/api/chat/messages",
            {**opened, "id": f"m{number}", "text": f"câu {number}", "complete": complete},
        )
        await asyncio.sleep(0.3)


async def until_all_handled(db: Database) -> None:
    async with asyncio.timeout(30):
        while True:
            async with db.reading() as session:
                handled = (await session.scalars(select(InboxMessage.handled_at))).all()
            if len(handled) == CONVERSATIONS * MESSAGES and None not in handled:
                return
            await asyncio.sleep(0.1)


async def until_all_sent(db: Database, count: int) -> None:
    async with asyncio.timeout(30):
        while True:
            async with db.reading() as session:
                states = (await session.scalars(select(OutboxMessage.state))).all()
            if len(states) == count and set(states) == {"sent"}:
                return
            await asyncio.sleep(0.1)


@asynccontextmanager
async def killed_while_all_talk(url: str, *, complete: bool) -> AsyncIterator[None]:
    """The server at the end of it, with everything accepted."""
    async with victim_of(url) as victim:
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{victim.port}", timeout=timeout) as http:
            killing = asyncio.create_task(victim.be_killed_again_and_again())
            await asyncio.gather(*(converse(http, complete) for _ in range(CONVERSATIONS)))
            await killing
        yield


async def test_of_rows_of_pieces_a_killed_server_loses_doubles_and_disorders_nothing(
    db: Database, database_url: str
) -> None:
    async with killed_while_all_talk(database_url, complete=False):
        await until_all_handled(db)
    async with db.reading() as session:
        turns = (await session.scalars(select(Turn).order_by(Turn.conversation_id, Turn.id))).all()
        ids = (await session.scalars(select(InboxMessage.id).order_by("conversation_id", "id"))).all()
    answered = [turn for turn in turns if turn.outcome == "answered"]
    assert [one for turn in answered for one in (*turn.joined, turn.inbox_id)] == list(ids)
    said = [line for turn in answered for line in (turn.text or "").split("\n")]
    assert said == [f"câu {number}" for number in range(MESSAGES)] * CONVERSATIONS
    assert any(turn.joined for turn in answered)


async def test_a_killed_server_loses_doubles_and_disorders_nothing(db: Database, database_url: str) -> None:
    async with killed_while_all_talk(database_url, complete=True):
        await until_all_sent(db, CONVERSATIONS * MESSAGES)
    async with db.reading() as session:
        rows = await session.execute(
            select(OutboxMessage.conversation_id, InboxMessage.external_id)
            .join(Turn, Turn.id == OutboxMessage.turn_id)
            .join(InboxMessage, InboxMessage.id == Turn.inbox_id)
            .order_by(OutboxMessage.conversation_id, OutboxMessage.seq)
        )
        answered = [external_id.partition(":")[2] for _, external_id in rows]
    assert answered == [f"m{number}" for number in range(MESSAGES)] * CONVERSATIONS
