"""Pages of our own that cannot be sent, or not now."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.config import TelegramConfig
from bot.channels.telegram.files import LARGEST_FILE, LARGEST_PICTURE, Files
from bot.conversation.delivery import PermanentFailure, TemporaryFailure
from tests.emulators.loopback import serving
from tests.emulators.telegram.emulator import TelegramEmulator


async def page(request: web.Request) -> web.Response:
    match request.path:
        case "/large":
            return web.Response(body=b"\0" * (LARGEST_FILE + 1))
        case "/picture":
            return web.Response(body=b"\0" * (LARGEST_PICTURE + 1))
        case "/slow":
            await asyncio.sleep(1)
        case "/busy":
            return web.Response(status=503)
    return web.Response(status=404)


@pytest.fixture
async def files(emulator: TelegramEmulator) -> AsyncIterator[Files]:
    app = web.Application()
    app.router.add_get("/{path:.*}", page)
    client = TelegramClient(TelegramConfig(emulator.token, api_url=emulator.url))
    async with serving(app) as own_url:
        yield Files(client, own_url)
    await client.close()


@pytest.mark.parametrize(
    ("path", "failure", "reason"),
    [
        ("/large", PermanentFailure, "too_large"),
        ("/gone", PermanentFailure, "own_page"),
        ("/busy", TemporaryFailure, "own_page"),
        ("/slow", TemporaryFailure, "own_page"),
    ],
)
async def test_a_page_that_cannot_be_sent_is_told_for_what_it_is(
    files: Files,
    emulator: TelegramEmulator,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    failure: type[Exception],
    reason: str,
) -> None:
    monkeypatch.setattr("bot.channels.telegram.files.FETCH_SECONDS", 0.2 if path == "/slow" else 3.0)
    with pytest.raises(failure, match=reason):
        await files.bring_file("5", path)
    assert not emulator.api.calls


async def test_a_picture_may_be_half_as_large_as_a_file(files: Files) -> None:
    with pytest.raises(PermanentFailure, match="too_large"):
        await files.bring_picture("5", "/picture")


async def test_a_call_that_would_be_cut_is_not_begun(
    files: Files, emulator: TelegramEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.files.SEND_SECONDS", 2.9)
    with pytest.raises(TemporaryFailure, match="slow"):
        await files.bring_file("5", "https://a.vn/a.pdf")
    assert not emulator.api.calls
