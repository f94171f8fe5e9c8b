"""A page open at two processes hears at once in both, whoever answered."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.channels.webchat.hub import Hub
from bot.conversation.answers import ANSWERED, Answers
from bot.conversation.inbox import Accepted
from bot.conversation.outcomes import Outcome
from bot.conversation.record import Answered
from bot.conversation.replies import Meta
from bot.storage.database import Database
from tests.unit.conversation.turns import claim

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@contextlib.asynccontextmanager
async def process(url: str) -> AsyncIterator[Database]:
    """One of those that share the database, once it hears the others."""
    db, ready = Database(url), asyncio.Event()
    db.news.hear("begun", lambda _note: ready.set())
    task = asyncio.create_task(db.news.run())
    try:
        async with asyncio.timeout(5):
            await ready.wait()
        yield db
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await db.close()


async def test_streams_open_at_two_processes_both_hear(database_url: str) -> None:
    async with process(database_url) as one, process(database_url) as two:
        here, there = Hub(one.news), Hub(two.news)
        with here.listen("session") as near, there.listen("session") as far:
            here.announce("session", typing=True)
            await asyncio.gather(near.wait(3), far.wait(3))
            assert (near.take(), far.take()) == (True, True)


async def test_an_answer_waited_for_at_two_processes_is_told_to_both(database_url: str) -> None:
    async with process(database_url) as one, process(database_url) as two:
        heard = asyncio.Queue[str]()
        two.news.hear(ANSWERED, heard.put_nowait)
        here, accepted = Answers(one), Accepted(inbox_id=17, conversation_id=1, duplicate=False)
        waiting = asyncio.create_task(here.wait(accepted, 10))
        await asyncio.sleep(0)
        here.announce(claim(inbox_id=17), Answered(Outcome.ANSWERED, Meta(), 1, ()))
        async with asyncio.timeout(3):
            assert await waiting is not None
            assert await heard.get() == "17"
