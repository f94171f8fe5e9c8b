"""The web chat over real HTTP, from the first message to the stream of replies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from bot.conversation.model import InboxMessage, Turn
from bot.conversation.nlu import NluAnswer
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app


async def test_a_waiting_caller_gets_answer_and_meta(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        answer = await (await ChatPage.open(http)).ask("sang tên")
    latency = answer["meta"].pop("latency_ms")
    assert 0 <= latency < 5000
    assert answer == {
        "replies": [
            {
                "text": "về sang tên",
                "buttons": [{"title": "Phí", "payload": '/ask_fee{"procedure":"1.013831"}'}],
                "images": [],
            }
        ],
        "meta": {
            "intent": "ask_papers",
            "intent_confidence": 0.9,
            "aspect": None,
            "procedure": {"code": "1.013831", "confidence": 0.8},
            "candidates": [],
            "dossier_code": None,
            "track": None,
            "outcome": "answered",
        },
    }


async def test_a_file_stands_in_the_answer_and_in_the_stream_where_there_is_one(db: Database) -> None:
    card, plain = Reply("Dạ, thẻ đây.", file="/thu-tuc/1/the.pdf"), Reply("Dạ.")
    nlu = FakeNlu()
    nlu.scripted["thẻ"] = NluAnswer(Outcome.ANSWERED, (card, plain))
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        answered = (await page.ask("thẻ"))["replies"]
        streamed = await page.read(2)
    for first, second in (answered, streamed):
        assert first["file"] == "/thu-tuc/1/the.pdf"
        assert "file" not in second


async def test_a_message_is_accepted_before_it_is_answered(db: Database) -> None:
    async with chat_app(db, FakeNlu(seconds=0.3)) as http:
        page = await ChatPage.open(http)
        response = await page.post(text="phí")
        assert (response.status, await response.json()) == (202, {"accepted": True, "duplicate": False})
        response = await page.post(wait=0.1, text="giấy tờ")
        assert (response.status, await response.json()) == (202, {"accepted": True, "duplicate": False})
        assert [reply["text"] for reply in await page.read(2)] == ["về phí", "về giấy tờ"]


async def test_the_same_id_is_one_message(db: Database) -> None:
    nlu = FakeNlu()
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        responses = await asyncio.gather(*(page.post(text="phí", id="x") for _ in range(10)))
        assert (
            sorted([(await response.json())["duplicate"] for response in responses]) == [False] + [True] * 9
        )
        again = await page.post(wait=5, text="phí", id="x")
        assert (await again.json())["replies"][0]["text"] == "về phí"
    assert nlu.asked == ["phí"]


async def test_the_stream_tells_of_typing_and_which_message_is_answered(db: Database) -> None:
    async with chat_app(db, FakeNlu(seconds=0.6)) as http:
        page = await ChatPage.open(http)
        events = page.events()
        sending = asyncio.create_task(page.post(text="phí", id="x1"))
        assert await anext(events) == ("typing", {})
        name, reply = await anext(events)
        await events.aclose()
        await sending
    assert name == "reply"
    assert (reply["seq"], reply["message"], reply["text"]) == (1, "x1", "về phí")


async def test_reconnecting_brings_what_was_missed_and_nothing_twice(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        await page.ask("một")
        assert [reply["seq"] for reply in await page.read(1)] == [1]
        await page.ask("hai")
        await page.ask("ba")
        assert [reply["text"] for reply in await page.read(2)] == ["về hai", "về ba"]


async def test_a_stream_whose_database_goes_away_ends_without_a_second_answer(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        await page.ask("một")
        params = {"session": page.session, "token": page.token, "after": "0"}
        async with http.get("/api/chat/stream", params=params) as response:
            while (await response.content.readline()).startswith((b"retry", b"\n", b"id", b"event")):
                pass
            monkeypatch.setattr(db, "reading", failing)
            await page.post(text="hai")
            rest = await response.read()
    assert b"HTTP/1.1" not in rest
    assert b"not_stored" not in rest


@asynccontextmanager
async def failing() -> AsyncIterator[None]:
    raise StorageUnavailable("gone")
    yield


async def test_the_browsers_own_count_beats_an_old_address(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        for text in ("một", "hai", "ba"):
            await page.ask(text)
        params = {"session": page.session, "token": page.token, "after": "0"}
        async with http.get("/api/chat/stream", params=params, headers={"Last-Event-ID": "2"}) as response:
            first = b""
            while b"data:" not in first:
                first += await response.content.readline()
    assert b"id: 3" in first
    assert b"id: 1" not in first


async def test_nothing_unmasked_is_kept_after_the_turn(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        await (await ChatPage.open(http)).ask("gọi tôi số 0912345678 nhé")
    async with db.reading() as session:
        kept = [
            *(await session.scalars(select(InboxMessage.text))),
            *(await session.scalars(select(Turn.text))),
        ]
    assert len(kept) == 2
    assert all(text is not None and "0912345678" not in text for text in kept)


async def test_replies_end_as_sent(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        await (await ChatPage.open(http)).ask("phí")
        await asyncio.sleep(0.3)
    async with db.reading() as session:
        assert (await session.scalars(select(OutboxMessage.state))).all() == ["sent"]


async def test_one_contact_reads_only_their_own(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        first, second = await ChatPage.open(http), await ChatPage.open(http)
        await first.ask("một")
        await second.ask("hai")
        assert [reply["text"] for reply in await second.read(1)] == ["về hai"]
