"""One of each killed while people write: nothing is lost, doubled or out of order, and answers go on."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Select, func, select

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.settings import PROJECT_ROOT
from bot.storage.database import Database
from tests.integration.postgresql_server import binaries
from tests.integration.redis_server import needed
from tests.program.many import Citizen, Many, running_many
from tests.program.outside import OpenPage, ask_on_telegram

pytestmark = pytest.mark.timeout(400)

CITIZENS, ON_TELEGRAM = 6, 3
PAUSE = 4.0
SECONDS = 5 * PAUSE + 14
QUESTIONS = ("sang tên sổ đỏ cần giấy tờ gì", "phí bao nhiêu", "nộp ở đâu", "bao lâu xong")


@pytest.fixture
async def many(tmp_path: Path) -> AsyncIterator[Many]:
    folder = binaries()
    if folder is None:
        reason = "PostgreSQL's binaries were not found"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    async with running_many(tmp_path, folder, needed(), PROJECT_ROOT / "data" / "models") as running:
        yield running


async def test_one_of_each_is_killed_while_people_write(many: Many) -> None:
    timeout = aiohttp.ClientTimeout(total=12)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        citizens = [Citizen(many.apps, http, number) for number in range(CITIZENS)]
        until = time.monotonic() + SECONDS
        killing = asyncio.create_task(many.kill_one_of_each(PAUSE))
        page = OpenPage(many.apps, citizens[0])
        an = [many.telegram.add_citizen(f"An {number}") for number in range(ON_TELEGRAM)]
        elsewhere = asyncio.gather(*(ask_on_telegram(one, QUESTIONS, until) for one in an))
        talks = asyncio.gather(*(one.talk(QUESTIONS, until) for one in citizens))
        async with asyncio.timeout(15):
            while not citizens[0].opened:
                await asyncio.sleep(0.05)
        following = asyncio.create_task(page.follow())
        asked, said = await talks, await elsewhere
        await killing
        db = Database(many.database_url)
        await _all_are_sent(db)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    try:
        await _nothing_is_missing(db, sum(asked) + sum(said))
        acknowledged, begun_twice = await _replies_on_telegram(db)
    finally:
        await db.close()
    slowest = max(max(one.waited) for one in citizens)
    # What Telegram itself was given: more would be doubled, less lost. A reply that was begun twice may be
    # one whose sender died before Telegram's word was kept.
    arrived = sorted((str(one.chat.id), str(line.id)) for one in an for line in one.chat.sent)
    assert arrived == sorted(acknowledged), f"{begun_twice} replies were begun twice"
    assert page.seen == list(range(1, len(page.seen) + 1))
    assert len(page.seen) >= asked[0]
    assert page.opened > 1
    assert min(said) > 3
    assert min(asked) > 10
    assert slowest < 30, f"somebody waited {slowest:.0f} s"


async def _replies_on_telegram(db: Database) -> tuple[list[tuple[str, str]], int]:
    """Chat and Telegram's number of each reply, and how many were begun more often than once."""
    columns = (Contact.contact_key, OutboxMessage.sent_id, OutboxMessage.attempts)
    async with db.reading() as session:
        rows = (await session.execute(_of_channel("telegram", *columns))).all()
    return [(key, sent_id) for key, sent_id, _ in rows], sum(attempts > 1 for _, _, attempts in rows)


def _of_channel(name: str, *columns: Any) -> Select[Any]:
    """Of the replies; at Telegram one may be refused for its pace and begun again."""
    return (
        select(*columns)
        .select_from(OutboxMessage)
        .join(Conversation, Conversation.id == OutboxMessage.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Contact.channel == name)
    )


async def _all_are_sent(db: Database) -> None:
    """Returns once nothing is on its way, or after the lease of whoever died and the pace of Telegram."""
    for _ in range(40):
        async with db.reading() as session:
            if set(await session.scalars(select(OutboxMessage.state))) == {"sent"}:
                return
        await asyncio.sleep(0.5)


async def _nothing_is_missing(db: Database, asked: int) -> None:
    async with db.reading() as session:
        inbox = (await session.scalars(select(InboxMessage).order_by(InboxMessage.id))).all()
        turns = (await session.scalars(select(Turn).order_by(Turn.id))).all()
        doubled = await session.scalar(_of_channel("webchat", func.count()).where(OutboxMessage.attempts > 1))
        states = set(await session.scalars(select(OutboxMessage.state)))
    assert len(inbox) == asked
    assert all(one.handled_at is not None for one in inbox)
    # A notice of the delay is a turn, too, and no answer.
    turns = [turn for turn in turns if turn.outcome != "failed_nlu"]
    assert {turn.outcome for turn in turns} <= {"answered", "asked_back_situation", "asked_back_procedure"}
    # Each message has one answer, and those of a conversation are in its order.
    assert sorted(turn.inbox_id for turn in turns) == [one.id for one in inbox]
    by_talk: dict[int, list[int]] = {}
    for turn in turns:
        by_talk.setdefault(turn.conversation_id, []).append(turn.inbox_id)
    assert all(ids == sorted(ids) for ids in by_talk.values())
    assert (states, doubled) == ({"sent"}, 0)
