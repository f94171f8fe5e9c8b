"""A client of the Telegram emulator, and a receiver of its updates, for the emulator's own tests."""

import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from PIL import Image
from telegram import Bot

from tests.emulators.loopback import serving
from tests.emulators.telegram.emulator import TelegramEmulator

HOOK = "/webhooks/telegram"


@asynccontextmanager
async def bot_of(emulator: TelegramEmulator) -> AsyncIterator[Bot]:
    """The library's own client, as our channel uses it."""
    bot = Bot(emulator.token, base_url=emulator.base_url, base_file_url=emulator.base_file_url)
    async with bot:
        yield bot


def picture(width: int = 1_600, height: int = 800) -> bytes:
    """A PNG."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(stream, "PNG")
    return stream.getvalue()


class Receiver:
    """Answers the statuses it was given, one after the other, then 200."""

    def __init__(self, statuses: Sequence[int] = (), seconds: float = 0) -> None:
        self.statuses = list(statuses)
        self.seconds = seconds
        self.updates: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self._now = 0
        self.url = ""

    @property
    def ids(self) -> list[int]:
        """Of the updates, in the order in which they came."""
        return [update["update_id"] for update in self.updates]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Receiver"]:
        """Listens at ``url``."""
        app = web.Application()
        app.router.add_post(HOOK, self._take)
        async with serving(app) as address:
            self.url = address + HOOK
            yield self

    async def _take(self, request: web.Request) -> web.StreamResponse:
        self.updates.append(await request.json())
        self.headers.append(dict(request.headers))
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(self.seconds)
        self._now -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)
