"""A pilot's database moves to PostgreSQL: how long it takes, and that old conversations go on there."""

import asyncio
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pytest_postgresql.janitor import DatabaseJanitor

from bot.backup.moving import move
from bot.storage.base import Base
from bot.storage.upgrade import upgrade
from tests.integration.postgresql_server import PostgresqlServer
from tests.integration.test_kill import insist, victim_of

pytestmark = pytest.mark.alone

TURNS = 100_000
# On a machine with two cores of which others use one.
PROCESSOR_SECONDS = 60
_PILOT = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {conversations})
INSERT INTO contacts (id, channel, contact_key, created_at)
SELECT i, 'webchat', hex(randomblob(16)), '2026-01-01 00:00:00.000000' FROM n;
INSERT INTO conversations (id, contact_id, nlu_sender, created_at, free_from, told_of_delay, last_seq)
SELECT id, id, hex(randomblob(16)), created_at, created_at, 0, 0 FROM contacts;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {turns} - 1)
INSERT INTO inbox (id, conversation_id, channel, external_id, text, received_at, attempts, failures)
SELECT i + 1, i / 20 + 1, 'webchat', 'm' || i, hex(randomblob(50)), '2026-01-01 00:00:00.5', 1, 0 FROM n;
INSERT INTO turns (id, conversation_id, inbox_id, text, outcome, meta, provenance, latency_ms, created_at)
SELECT id, conversation_id, id, text, 'answered', '{{"intent": "ask_papers", "intent_confidence": 0.93}}',
       '[]', 900, received_at FROM inbox;
"""


@pytest.fixture
def server(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """A database without a table."""
    name = f"moved_{uuid.uuid4().hex}"
    address = {"user": postgresql_server.user, "host": postgresql_server.host, "port": postgresql_server.port}
    with DatabaseJanitor(dbname=name, **address):
        yield postgresql_server.url(name)


def test_a_hundred_thousand_turns_are_moved_and_compared(server: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(url)
    with closing(sqlite3.connect(tmp_path / "chidan.db")) as connection:
        connection.executescript(_PILOT.format(conversations=TURNS // 20, turns=TURNS))
    began, busy = time.monotonic(), time.process_time()
    moved = move(url, server, Base.metadata)
    took, worked = time.monotonic() - began, time.process_time() - busy
    print(f"{sum(moved.values()):,} rows in {took:.1f} s, {worked:.1f} s of processor time")
    assert moved["turns"] == TURNS
    assert worked < PROCESSOR_SECONDS


async def say(port: int, session: dict[str, Any], number: int) -> dict[str, Any]:
    """One message of that conversation, and the answer."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        body = {**session, "id": f"m{number}", "text": f"câu {number}"}
        return await insist(http, "/api/chat/messages?wait=10", body)


async def test_an_old_conversation_goes_on_after_the_move(server: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(url)
    async with victim_of(url) as pilot:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{pilot.port}") as http:
            session = await insist(http, "/api/chat/sessions", {})
        first = await say(pilot.port, session, 1)
    await asyncio.to_thread(move, url, server, Base.metadata)
    async with victim_of(server) as province:
        assert (await say(province.port, session, 2))["replies"]
        again = await say(province.port, session, 1)
    assert first["replies"] == again["replies"], "a message is known there that was answered before"
