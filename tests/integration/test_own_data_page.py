"""The page on which people read what is held of them: for fifteen minutes, for nobody else, in no cache."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import today_in_vietnam
from bot.clock import utc_now
from bot.conversation.outbox import OutboxMessage
from bot.effects import Effect, Occasion
from bot.own_data import FORGET_ME
from bot.own_data_wiring import OwnData
from bot.storage.database import Database
from bot.web.access_log import AccessLogger
from bot.web.setup import setup_web
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app
from tests.integration.dossiers.people import CODE
from tests.integration.staff.people import department, knowledge_base
from tests.integration.test_own_data import WORDS, lived

SECRET = "the server's"
LATER = timedelta(minutes=15)
MOST_BYTES = 30 * 1024


class SetClock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        """It is now."""
        self.now = utc_now()

    def __call__(self) -> datetime:
        """That moment."""
        return self.now


@asynccontextmanager
async def own_page(db: Database, clock: SetClock) -> AsyncIterator[tuple[OwnData, TestClient[Any, Any]]]:
    """The page alone, over HTTP."""
    app = web.Application()
    setup_web(app, knowledge_base=knowledge_base(), department=department(), today=today_in_vietnam)
    own = OwnData(db, None, SECRET)
    own.setup(app, clock)
    server = TestServer(app)
    await server.start_server(access_log_class=AccessLogger)
    async with TestClient(server) as http:
        yield own, http


async def address_of(own: OwnData, person: str, clock: SetClock) -> str:
    return f"/du-lieu/{(await own.held(person, now=clock())).key}"


async def test_everything_is_listed_and_nothing_of_it_before_the_button(db: Database) -> None:
    _, person = await lived(db)
    async with own_page(db, clock := SetClock()) as (own, http):
        address = await address_of(own, person, clock)
        asked = await http.get(address)
        assert asked.status == 200
        assert WORDS not in await asked.text()
        shown = await http.post(address)
        page = await shown.text()
        for told in (f"{WORDS} thì cần giấy gì", f"còn {WORDS} nữa", f"{WORDS} chứ", CODE):
            assert told in page
        assert "theo dõi từ" in page
        assert "<script" not in page
        assert len(page.encode()) <= MOST_BYTES
        file = await http.post(f"{address}/tai-ve")
        taken = await file.json()
        assert "attachment" in file.headers["Content-Disposition"]
        assert [line["text"] for line in taken["lines"] if line["by"] == "citizen"] == [
            f"{WORDS} thì cần giấy gì",
            f"còn {WORDS} nữa",
        ]
        assert {line["text"] for line in taken["talks"] + taken["reports"]} == {WORDS, f"{WORDS} chứ"}
        assert taken["invitations"] == 1
        for answer in (asked, shown, file):
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer.headers["X-Robots-Tag"]


async def test_it_ends_after_fifteen_minutes_and_with_the_deletion(db: Database) -> None:
    number, person = await lived(db)
    async with own_page(db, clock := SetClock()) as (own, http):
        address = await address_of(own, person, clock)
        began, clock.now = clock.now, clock.now + LATER
        for answer in (
            await http.get(address),
            await http.post(address),
            await http.post(f"{address}/tai-ve"),
        ):
            assert answer.status == 410
            assert "xem dữ liệu của tôi" in await answer.text()
        clock.now = began
        async with db.transaction() as session:
            await own.effects[FORGET_ME](session, Effect(FORGET_ME), Occasion(number, 1, None, clock()))
        assert (await http.post(address)).status == 410


@pytest.mark.parametrize("key", ["x", "A" * 40, "A" * 39 + "%00", "_" * 40])
async def test_a_wrong_key_opens_nothing(db: Database, key: str) -> None:
    await lived(db)
    async with own_page(db, SetClock()) as (_, http):
        assert (await http.get(f"/du-lieu/{key}")).status == 410
        assert (await http.post(f"/du-lieu/{key}")).status == 410


async def test_nobody_elses_words_are_among_them(db: Database) -> None:
    _, person = await lived(db)
    async with chat_app(db, FakeNlu()) as http:
        await (await ChatPage.open(http)).ask("câu của người khác")
    async with own_page(db, clock := SetClock()) as (own, http):
        page = await (await http.post(await address_of(own, person, clock))).text()
        assert "câu của người khác" not in page


async def test_of_a_private_reply_only_what_is_kept_is_shown(db: Database) -> None:
    number, person = await lived(db)
    async with db.transaction() as session:
        body = {"text": "PIN 123456", "buttons": [], "images": []}
        session.add(
            OutboxMessage(
                conversation_id=number,
                seq=999,
                body=body,
                state="sent",
                due_at=utc_now(),
                created_at=utc_now(),
                instead="Mã đã gửi",
            )
        )
    async with own_page(db, clock := SetClock()) as (own, http):
        page = await (await http.post(await address_of(own, person, clock))).text()
        assert "123456" not in page
        assert "Mã đã gửi" in page


async def test_the_key_is_in_no_line_of_the_log(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    _, person = await lived(db)
    with caplog.at_level(logging.DEBUG):
        async with own_page(db, clock := SetClock()) as (own, http):
            address = await address_of(own, person, clock)
            await http.get(address)
            await http.post(address)
    assert "/du-lieu/{key}" in caplog.text
    assert address not in caplog.text
