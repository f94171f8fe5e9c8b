"""Rasa down, slow or upset: the citizen hears of it once and soon, and every question is answered later."""

import asyncio
import time

import pytest
from sqlalchemy import Engine, event

from bot.conversation.dispatcher import BETWEEN_LOOKS
from bot.conversation.nlu import NluUnavailable
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app
from tests.machine import slowness

pytestmark = pytest.mark.alone


def is_notice(reply: dict[str, object]) -> bool:
    return "giữ lại" in str(reply["text"])


async def test_while_rasa_is_down_the_citizen_gets_menu_and_hotline_once(db: Database) -> None:
    nlu = FakeNlu()
    nlu.down = True
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        started = time.monotonic()
        answer = await page.ask("một")
        assert time.monotonic() - started < 3 * slowness()
        assert answer["meta"]["outcome"] == "failed_nlu"
        assert "1900 0000" in answer["replies"][1]["text"]
        assert answer["replies"][1]["buttons"]
        assert (await page.post(wait=1, text="hai")).status == 202

        nlu.down = False
        replies = await page.read(4)
    assert is_notice(replies[0])
    assert [reply["text"] for reply in replies[2:]] == ["về một", "về hai"]
    assert list(nlu.answered.values()) == [["một", "hai"]]


async def test_the_next_outage_is_told_again(db: Database) -> None:
    nlu = FakeNlu()
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        for text in ("một", "hai"):
            nlu.down = True
            assert (await page.ask(text))["meta"]["outcome"] == "failed_nlu"
            nlu.down = False
            assert [reply["text"] for reply in (await page.read(3))][-1] == f"về {text}"


async def test_an_outage_outlives_the_program(db: Database) -> None:
    nlu = FakeNlu()
    nlu.down = True
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        await page.ask("một")
        await page.post(text="hai")
    nlu.down = False
    async with chat_app(db, nlu) as http:
        page.http = http
        replies = await page.read(4)
    assert [reply["text"] for reply in replies[2:]] == ["về một", "về hai"]


async def test_many_waiting_citizens_are_all_told_and_all_answered(db: Database) -> None:
    nlu = FakeNlu()
    nlu.down = True
    async with chat_app(db, nlu) as http:
        pages = [await ChatPage.open(http) for _ in range(20)]
        answers = await asyncio.gather(*(page.ask("phí", wait=3) for page in pages))
        assert {answer["meta"]["outcome"] for answer in answers} == {"failed_nlu"}
        asked = len(nlu.asked)
        await asyncio.sleep(2)
        assert len(nlu.asked) - asked <= 4  # an outage is probed, not hammered
        nlu.down = False
        read = await asyncio.gather(*(page.read(3) for page in pages))
    assert {replies[-1]["text"] for replies in read} == {"về phí"}


async def test_a_slow_answer_is_announced_within_three_seconds_and_then_comes(db: Database) -> None:
    async with chat_app(db, FakeNlu(seconds=3.5)) as http:
        page = await ChatPage.open(http)
        started = time.monotonic()
        assert (await page.ask("phí"))["meta"]["outcome"] == "failed_nlu"
        assert time.monotonic() - started < 3 * slowness()
        assert (await page.read(3))[-1]["text"] == "về phí"


async def test_when_rasa_hangs_everybody_is_told_within_three_seconds(db: Database) -> None:
    nlu = FakeNlu(seconds=8)
    async with chat_app(db, nlu) as http:
        pages = [await ChatPage.open(http) for _ in range(12)]
        started = time.monotonic()
        answers = await asyncio.gather(*(page.ask("phí", wait=5) for page in pages))
        assert time.monotonic() - started < 3 * slowness()
        assert {answer["meta"]["outcome"] for answer in answers} == {"failed_nlu"}
        nlu.seconds = 0
        read = await asyncio.gather(*(page.read(3, seconds=15) for page in pages))
    assert {replies[-1]["text"] for replies in read} == {"về phí"}


async def test_a_message_that_upsets_rasa_is_given_up_while_others_are_answered(db: Database) -> None:
    nlu = FakeNlu()
    nlu.scripted["độc"] = NluUnavailable("status 500", reached=True)
    async with chat_app(db, nlu) as http:
        bad, good = await ChatPage.open(http), await ChatPage.open(http)
        await bad.post(text="độc")
        reading = asyncio.create_task(bad.read(3, seconds=30))
        while not reading.done():
            assert (await good.ask("phí"))["meta"]["outcome"] == "answered"
            await asyncio.sleep(0.2)
        replies = reading.result()
        assert (await bad.ask("phí"))["replies"][0]["text"] == "về phí"
    assert is_notice(replies[0])
    assert "1900 0000" in replies[2]["text"]
    assert 3 <= nlu.asked.count("độc") <= 6


async def test_when_all_are_told_what_comes_in_starts_no_search_each(db: Database) -> None:
    nlu, searches = FakeNlu(), 0
    nlu.down = True

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal searches
        searches += "told_of_delay IS" in statement

    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        await page.ask("một")
        event.listen(Engine, "before_cursor_execute", hear)
        try:
            began = time.monotonic()
            for number in range(60):
                await page.post(text=f"câu {number}", complete=True)
            seconds = time.monotonic() - began
        finally:
            event.remove(Engine, "before_cursor_execute", hear)
        other = await ChatPage.open(http)
        assert (await other.ask("hai"))["meta"]["outcome"] == "failed_nlu"
    assert searches <= 2 + seconds / BETWEEN_LOOKS.total_seconds()
