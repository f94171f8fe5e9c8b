"""What was not committed is not promised."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy import make_url

from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app


@asynccontextmanager
async def somebody_holds_the_inbox(url: str) -> AsyncIterator[None]:
    """Another program keeps the database from writing."""
    # In a thread: the lock may have to wait for a transaction of the program under test.
    other = await asyncio.to_thread(_locked_sqlite if url.startswith("sqlite") else _locked_postgresql, url)
    try:
        yield
    finally:
        other.rollback()
        other.close()


def _locked_sqlite(url: str) -> sqlite3.Connection:
    path = str(make_url(url).database)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def _locked_postgresql(url: str) -> psycopg.Connection:
    connection = psycopg.connect(url)
    connection.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
    return connection


async def test_a_message_that_was_not_stored_gets_503_and_is_taken_when_sent_again(
    db: Database, database_url: str
) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        async with somebody_holds_the_inbox(database_url), asyncio.timeout(30):
            response = await page.post(id="x", text="phí")
        assert response.status == 503
        assert (await response.json())["error"]["code"] == "not_stored"
        assert response.headers["Retry-After"]
        again = await page.post(wait=10, id="x", text="phí")
        assert (await again.json())["replies"][0]["text"] == "về phí"
