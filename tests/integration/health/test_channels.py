"""A channel that falls silent, and platforms whose clocks are others: each made for real."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.config import TelegramConfig
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.connection import Connection
from bot.channels.zalo.oauth import GrantRefused
from bot.clock import utc_now
from bot.conversation.inbox import InboundMessage
from bot.health.channels import OuterClocks, SilentChannels
from bot.storage.database import Database
from tests.emulators.loopback import serving
from tests.integration.chat_app import open_inbox
from tests.integration.health.told import told

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def _people(db: Database, channel: str, number: int, last: datetime) -> None:
    """So many people wrote, spread over the week before that moment."""
    inbox = open_inbox(db)
    for one in range(number):
        at = last - one * timedelta(days=7) / number
        await inbox.accept(InboundMessage(channel, f"person {one}", f"{channel} {one}", "xin chào", None, at))


@pytest.mark.parametrize(
    ("people", "hours", "is_told"), [(70, 23, False), (70, 25, True), (21, 25, False), (21, 90, True)]
)
async def test_a_channel_is_silent_where_its_people_would_have_written(
    db: Database, people: int, hours: int, is_told: bool
) -> None:
    await _people(db, "zalo", people, NOW - hours * HOUR)
    await _people(db, "telegram", 3, NOW - 200 * HOUR)
    found = await told(SilentChannels(db, ["zalo", "telegram", "never"], lambda: NOW))
    assert [one.name for one in found] == (["channel_silent"] if is_told else [])
    assert all(f"zalo im lặng {hours} giờ" in one.vi for one in found)


async def test_silence_is_looked_for_every_ten_minutes(db: Database) -> None:
    now = [NOW]
    silent = SilentChannels(db, ["zalo"], lambda: now[0])
    await _people(db, "zalo", 70, NOW - 48 * HOUR)
    assert len(await told(silent)) == 1
    await _people(db, "zalo", 70, NOW)
    assert len(await told(silent)) == 1
    now[0] += timedelta(minutes=10)
    assert await told(silent) == []


class Platform:
    """Answers everything, with a Date that is so far from ours."""

    def __init__(self) -> None:
        """Its clock is right."""
        self.off = timedelta()

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        date = format_datetime(utc_now() + self.off, usegmt=True)
        body = {"ok": True, "result": True, "error": 0, "data": {"message_id": "m"}, "message": "Success"}
        return web.json_response(body, headers={"Date": date})


async def test_telegrams_clock_is_compared_with_ours() -> None:
    platform, clocks = Platform(), OuterClocks(utc_now)
    async with serving(platform.app()) as address:
        client = TelegramClient(TelegramConfig("1:a", api_url=address), clocks.ear("telegram"))
        await client.delete_webhook()
        assert await told(clocks) == []
        platform.off = timedelta(seconds=-200)
        await client.delete_webhook()
        await client.close()
    (found,) = await told(clocks)
    assert found.name == "clock_off_platform"
    assert "telegram" in found.vi


async def test_zalos_clock_is_compared_with_ours(db: Database, tmp_path: Path) -> None:
    platform, clocks = Platform(), OuterClocks(utc_now)
    platform.off = timedelta(seconds=200)
    async with serving(platform.app()) as address:
        config = ZaloConfig(
            app_id="1",
            app_secret="s",
            oa_id="2",
            oa_secret="o",
            refresh_token="r",
            token_key=b"0" * 43 + b"=",
            api_url=address,
            oauth_url=address,
        )
        connection = Connection(config, db, utc_now, clocks.ear("zalo"))
        with pytest.raises(GrantRefused):
            await connection.tokens.log_in("code", "verifier")
        await connection.close()
    (found,) = await told(clocks)
    assert "zalo" in found.en


@pytest.mark.parametrize("date", [None, "", "yesterday", "Fri, 27 Nov 2026 08:00:00"])
async def test_a_date_that_is_none_is_passed_over(date: str | None) -> None:
    clocks = OuterClocks(utc_now)
    clocks.ear("zalo")(date)
    assert await told(clocks) == []
