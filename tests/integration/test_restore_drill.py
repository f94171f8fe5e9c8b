"""The restore drill: the machine is lost while people write, and the last backup brings everything back."""

import asyncio
import contextlib
import os
import shutil
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from pytest_postgresql.janitor import DatabaseJanitor
from sqlalchemy import func, select

from bot.conversation.model import InboxMessage, Turn
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.storage.urls import sync_url
from tests.integration.postgresql_server import PostgresqlServer
from tests.integration.test_kill import insist, victim_of

pytestmark = pytest.mark.alone

WRITERS = 6
# A backup that takes longer than this to put back would not be one for a day at the counter.
SECONDS_TO_RESTORE = 60


@pytest.fixture
def new_home(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Another machine's database, empty."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'new' / 'chidan.db'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = f"restored_{uuid.uuid4().hex}"
    with DatabaseJanitor(user=server.user, host=server.host, port=server.port, dbname=name):
        yield server.url(name)


async def chidan(url: str, data: Path, *arguments: object) -> str:
    """The command as it is typed; its standard output."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "db", *map(str, arguments)),
        env=os.environ | {"CHIDAN_DATABASE_URL": url, "CHIDAN_DATA_DIR": str(data)},
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode().strip()


class Citizens:
    """Write without a pause; remember what was accepted."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http
        self.accepted: list[str] = []

    async def write(self, name: int) -> None:
        opened = await insist(self._http, "/api/chat/sessions", {})
        for number in range(10_000):
            text = f"câu {name} {number}"
            await insist(self._http, "/api/chat/messages", {**opened, "id": f"m{number}", "text": text})
            self.accepted.append(text)
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def writing(port: int) -> AsyncIterator[Citizens]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        citizens = Citizens(http)
        tasks = [asyncio.create_task(citizens.write(name)) for name in range(WRITERS)]
        try:
            yield citizens
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def unanswered(db: Database) -> int:
    async with db.reading() as session:
        waiting = select(func.count()).where(InboxMessage.handled_at.is_(None))
        return await session.scalar(waiting) or 0


async def until_all_answered(db: Database) -> None:
    async with asyncio.timeout(60):
        while await unanswered(db):
            await asyncio.sleep(0.1)


async def answered_texts(db: Database) -> list[str]:
    async with db.reading() as session:
        turns = await session.scalars(select(Turn.text).where(Turn.outcome == "answered"))
        return [line for text in turns for line in (text or "").split("\n")]


def lose(url: str, data: Path) -> None:
    """The machine is gone; of a server on another one the database."""
    shutil.rmtree(data)
    if not url.startswith("sqlite"):
        address = sync_url(url)
        assert address.host
        assert address.port
        DatabaseJanitor(
            user=address.username or "", host=address.host, port=address.port, dbname=address.database or ""
        ).drop()


async def test_what_was_accepted_before_the_backup_is_there_and_answered_once(
    database_url: str, new_home: str, tmp_path: Path
) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    (data / "secret.key").write_text("the key")
    url = database_url
    if url.startswith("sqlite"):
        url = f"sqlite:///{data / 'chidan.db'}"
        upgrade(url)
    async with victim_of(url) as victim, writing(victim.port) as citizens:
        await asyncio.sleep(4)
        before = list(citizens.accepted)
        archive = await chidan(url, data, "backup", "--to", elsewhere)
        await asyncio.sleep(1)
        assert len(citizens.accepted) > len(before) > WRITERS, "people wrote all the while"
        await victim.kill()
    lose(url, data)

    began = time.monotonic()
    await chidan(new_home, tmp_path / "new", "restore", archive)
    restored = time.monotonic() - began
    db = Database(new_home)
    assert await unanswered(db) > 0, "some were accepted and not yet answered when the backup was made"
    async with victim_of(new_home):
        await until_all_answered(db)
    texts = await answered_texts(db)
    await db.close()
    assert set(before) <= set(texts)
    assert len(texts) == len(set(texts)), "nobody is answered twice"
    assert (tmp_path / "new" / "secret.key").read_text() == "the key"
    assert restored < SECONDS_TO_RESTORE
