"""The whole program with every channel and feature on, before a Rasa that does not answer."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.channels.telegram.config import TelegramConfig
from bot.channels.zalo.config import ZaloConfig
from bot.hotline_setup import HotlineSetup
from bot.parts import Parts
from bot.staff.cards import Place
from bot.staff.parts import STAFF
from bot.storage.upgrade import upgrade
from tests.integration.staff.people import PASSWORD, UNIT, Browser, department, knowledge_base

NOBODY = "http://127.0.0.1:9"
PUBLIC_URL = "https://chidan.example"
ROLES = ("administrator", "hotline", "head", "inspector")


async def no_rasa() -> bool:
    """It does not answer."""
    return False


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    """Its routes are those of the program that serves."""
    url = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(url)
    parts = Parts(
        database_url=url,
        department=department(),
        knowledge_base=knowledge_base(),
        rasa_urls=(NOBODY,),
        rasa_answers=no_rasa,
        actions_token="the token of the actions",
        public_url=PUBLIC_URL,
        zalo=ZaloConfig(
            app_id="1",
            app_secret="secret",
            oa_id="2",
            oa_secret="secret",
            refresh_token="refresh",
            token_key=b"0" * 43 + b"=",
            api_url=NOBODY,
            oauth_url=NOBODY,
        ),
        telegram=TelegramConfig(
            token="1:token", webhook_secret="secret", mode="webhook", api_url=NOBODY, public_url=PUBLIC_URL
        ),
        hotline=HotlineSetup(tmp_path, "tickets", "sealed", "forms", "staff"),
        surveys="surveys",
        own_data="own_data",
    )
    async with TestClient(TestServer(build_app(parts))) as started:
        yield started


@pytest.fixture
async def officer(client: TestClient[Any, Any]) -> Browser:
    """Somebody with every role, signed in; their cookies are sent although the test speaks plain HTTP."""
    assert client.app is not None
    staff = client.app[STAFF]
    await staff.directory.add("lan", "Trần Thị Lan", Place(UNIT, "L2", ROLES), PASSWORD, datetime.now(UTC))
    browser = Browser(client, PUBLIC_URL)
    signed_in = await client.post(
        "/staff/sign-in",
        data={"login": "lan", "password": PASSWORD},
        headers={"Origin": PUBLIC_URL},
        allow_redirects=False,
    )
    assert signed_in.status == 303
    client.session.cookie_jar.update_cookies({name: one.value for name, one in signed_in.cookies.items()})
    await browser.find_token()
    return browser
