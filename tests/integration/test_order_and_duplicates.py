"""Many citizens, several processes, messages delivered again: each is one turn, in its own order."""

import asyncio
import random
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import func, select

from bot.conversation.model import InboxMessage, Turn
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app
from tests.machine import slowness

pytestmark = pytest.mark.alone

CONVERSATIONS = 15
MESSAGES = 8


async def converse(page: ChatPage, name: int) -> list[str]:
    """Sends the messages in order and each third one twice; returns them as the stream answered them."""
    for number in range(MESSAGES):
        copies = 2 if random.random() < 0.3 else 1
        message = {"text": f"{name} {number}", "id": f"m{number}"}
        await asyncio.gather(*(page.post(**message) for _ in range(copies)))
    return [reply["text"] for reply in await page.read(MESSAGES, seconds=60)]


async def test_order_holds_whoever_does_the_work(database_url: str) -> None:
    databases = [Database(database_url)]
    if databases[0].is_shared:
        databases.append(Database(database_url))
    nlu = FakeNlu(seconds=0.005)
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(chat_app(db, nlu)) for db in databases]
        pages = [await ChatPage.open(clients[number % len(clients)]) for number in range(CONVERSATIONS)]
        read = await asyncio.gather(*(converse(page, number) for number, page in enumerate(pages)))
    for name, texts in enumerate(read):
        assert texts == [f"về {name} {number}" for number in range(MESSAGES)]
    assert nlu.overlaps == 0
    async with databases[0].reading() as session:
        assert await session.scalar(select(func.count(InboxMessage.id))) == CONVERSATIONS * MESSAGES
        assert await session.scalar(select(func.count(Turn.id))) == CONVERSATIONS * MESSAGES
    for database in databases:
        await database.close()


async def test_a_flood_in_one_conversation_does_not_hold_up_another(db: Database) -> None:
    async with chat_app(db, FakeNlu(seconds=0.05)) as http:
        flooder, other = await ChatPage.open(http), await ChatPage.open(http)
        await asyncio.gather(*(flooder.post(text=f"tin {number}") for number in range(60)))
        answer = await other.ask("phí")
    assert answer["meta"]["latency_ms"] < 1500 * slowness()
