"""The page of what is held of a person: on a small phone, without scripts, for everybody, on paper."""

import asyncio
import json
from collections.abc import Coroutine, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.clock import utc_now
from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.own_data_wiring import OwnData
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.web.setup import setup_web
from tests.browser.console_pages import Complaints
from tests.browser.console_xss import CORPUS
from tests.browser.server_thread import ServerThread
from tests.integration.staff.people import department, knowledge_base

T = TypeVar("T")
SMALL = 320
EVERY = 40  # of the hostile strings
MANY = 200


class OwnDataServer(ServerThread):
    """Somebody who has written a lot, hostile strings among it."""

    def __init__(self, folder: Path) -> None:
        """A new database in that folder."""
        self._url = f"sqlite:///{folder / 'chidan.db'}"
        upgrade(self._url)
        super().__init__(self._application)
        self._own: OwnData
        self._db: Database

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of that work, in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def link(self) -> str:
        """A new link to the page."""
        held = self.do(self._own.held("someone", now=utc_now()))
        return f"{self.address}/du-lieu/{held.key}"

    async def _write(self) -> None:
        now = utc_now()
        async with self._db.transaction() as session:
            contact = Contact(channel="zalo", contact_key="1", created_at=now)
            session.add(contact)
            await session.flush()
            talk = Conversation(contact_id=contact.id, nlu_sender="someone", created_at=now, free_from=now)
            session.add(talk)
            await session.flush()
            plain = [f"Tôi muốn hỏi thủ tục sang tên sổ đỏ, câu thứ {number}" for number in range(MANY)]
            for number, text in enumerate([*plain, *CORPUS[::EVERY], "dài" * 300]):
                inbox = InboxMessage(
                    conversation_id=talk.id, channel="zalo", external_id=str(number), received_at=now
                )
                session.add(inbox)
                await session.flush()
                moment = now + timedelta(seconds=number)
                session.add(
                    Turn(
                        conversation_id=talk.id,
                        inbox_id=inbox.id,
                        text=text,
                        outcome="answered",
                        meta={},
                        provenance=[],
                        latency_ms=1,
                        created_at=moment,
                    )
                )

    def _application(self) -> web.Application:
        self._db = Database(self._url)
        self._own = OwnData(self._db, None, "secret")
        app = web.Application()
        setup_web(app, knowledge_base=knowledge_base(), department=department(), today=date.today)
        self._own.setup(app)

        async def lifetime(app: web.Application) -> Any:
            await self._write()
            yield
            await self._db.close()

        app.cleanup_ctx.append(lifetime)
        return app


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDataServer]:
    thread = OwnDataServer(tmp_path_factory.mktemp("own"))
    thread.start()
    yield thread
    thread.close()


@pytest.fixture
def asked(phone: BrowserContext, server: OwnDataServer) -> Iterator[Page]:
    """The link, opened; whatever runs or is blocked there fails the test."""
    page = phone.new_page()
    page.set_viewport_size({"width": SMALL, "height": 640})
    complaints = Complaints(page)
    page.goto(server.link())
    yield page
    assert complaints.heard == []


def grave(page: Page) -> list[str]:
    """What axe-core finds, however slight."""
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]


def narrow(page: Page) -> bool:
    """Whether nothing sticks out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= SMALL)


def test_it_is_read_page_by_page_on_a_small_phone(asked: Page) -> None:
    assert grave(asked) == []
    assert narrow(asked)
    asked.get_by_role("button", name="Xem dữ liệu").click()
    expect(asked.get_by_role("heading", level=1)).to_have_text("Dữ liệu của tôi")
    seen = 0
    while True:
        assert grave(asked) == []
        assert narrow(asked)
        assert len(asked.content().encode()) <= 30 * 1024
        seen += asked.locator(".history > li").count()
        older = asked.get_by_role("button", name="Tin cũ hơn")
        if not older.count():
            break
        box = older.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        older.click()
    assert seen == MANY + len(CORPUS[::EVERY]) + 1


def test_it_is_taken_away_as_a_file(asked: Page) -> None:
    asked.get_by_role("button", name="Xem dữ liệu").click()
    with asked.expect_download() as started:
        asked.get_by_role("button", name="Tải về máy").click()
    held = json.loads(started.value.path().read_text())
    assert started.value.suggested_filename == "du-lieu-cua-toi.json"
    assert len(held["lines"]) == MANY + len(CORPUS[::EVERY]) + 1


def test_it_works_without_scripts_in_the_dark_and_prints(browser: Browser, server: OwnDataServer) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark", locale="vi-VN")
    page = context.new_page()
    page.goto(server.link())
    page.get_by_role("button", name="Xem dữ liệu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dữ liệu của tôi")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Tải về máy")).to_be_hidden()
    context.close()


def test_a_link_that_is_over_says_how_to_get_another(phone: BrowserContext, server: OwnDataServer) -> None:
    page = phone.new_page()
    page.goto(f"{server.link()}x")
    expect(page.get_by_text("xem dữ liệu của tôi")).to_be_visible()
    assert grave(page) == []
