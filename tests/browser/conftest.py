"""A headless Chromium, and the chat page before a server whose bad days the test decides."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp import web
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from bot.department import Department, load_department
from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from tests.browser.answers import answer
from tests.browser.chat_emulator import ChatEmulator
from tests.browser.server_thread import ServerThread

ROOT = Path(__file__).resolve().parents[2]
# Without most of these Chromium looks for hosts of its maker at every start.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-lcd-text",  # coloured edges of letters double the size of a picture
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OLD_PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing = "no Chromium here (Debian: apt-get install chromium): the pages are not tested"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path


# Ends with this package: Playwright holds the event loop that the asynchronous tests elsewhere need.
@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """An old phone: 360 by 740, Vietnamese, nothing remembered."""
    context = browser.new_context(viewport=OLD_PHONE, locale="vi-VN", device_scale_factor=2)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def department() -> Department:
    return load_department(ROOT / "bot" / "department.yml")


@pytest.fixture(scope="session")
def knowledge_base(department: Department) -> KnowledgeBase:
    return load_knowledge_base(overlay=department.overlay or None)


@pytest.fixture
def emulator() -> ChatEmulator:
    return ChatEmulator(answer)


@pytest.fixture
def server(
    emulator: ChatEmulator, department: Department, knowledge_base: KnowledgeBase
) -> Iterator[ServerThread]:
    """The real pages with the emulated chat behind them."""

    def build() -> web.Application:
        app = web.Application()
        setup_web(app, knowledge_base=knowledge_base, department=department, today=lambda: date(2026, 7, 1))
        app.add_routes(emulator.routes())
        return app

    thread = ServerThread(build)
    thread.start()
    yield thread
    thread.close()


@pytest.fixture
def chat(phone: BrowserContext, server: ServerThread) -> Iterator[Page]:
    """The chat page, opened; a script error or anything that the security policy blocked fails the test."""
    page = phone.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    page.goto(server.address + "/")
    page.wait_for_selector("#log .bubble")
    yield page
    assert complaints == []
