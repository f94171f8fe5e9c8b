"""The engine with Telegram as its only channel, against the emulator."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from aiohttp import web
from aiohttp.test_utils import unused_port
from PIL import Image

from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.config import TelegramConfig
from bot.conversation.engine import ConversationEngine
from bot.conversation.inbox import Accepted, InboundMessage, Inbox
from bot.conversation.outcomes import load_outcomes
from bot.conversation.pieces import Pause
from bot.conversation.steps.order import TURN_STEPS
from bot.corrections.service import EFFECTS
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from tests.emulators.loopback import HOST, serving
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS
from tests.unit.conversation.test_photo_codes import receipt

SHEET = b"%PDF-1.7 a sheet"
SECRET = "a-secret_that_only_Telegram-knows"
QUICK = Pause(timedelta(seconds=0.05), timedelta(seconds=0.2))


class StumblingInbox(Inbox):
    """Cannot store the first messages; ``stumbled`` counts them."""

    def __init__(self, inbox: Inbox, times: int) -> None:
        self._inbox = inbox
        self._times = times
        self.stumbled = 0

    def leaves_out(self, channel: str, contact_key: str, now: datetime) -> bool:
        return self._inbox.leaves_out(channel, contact_key, now)

    async def accept(self, message: InboundMessage) -> Accepted:
        if self.stumbled < self._times:
            self.stumbled += 1
            raise StorageUnavailable("locked")
        return await self._inbox.accept(message)


@dataclass
class Program:
    """What runs; ``url`` is where Telegram reaches it."""

    telegram: Telegram
    inbox: StumblingInbox
    nlu: FakeNlu
    url: str


@asynccontextmanager
async def telegram_program(
    db: Database,
    api_url: str,
    token: str,
    mode: Literal["webhook", "polling"] = "webhook",
    secret: str = SECRET,
    stumbles: int = 0,
) -> AsyncIterator[Program]:
    """The program, as far as Telegram needs it."""
    nlu, port = FakeNlu(), unused_port()
    url = f"http://{HOST}:{port}"
    engine = ConversationEngine(db, nlu, load_outcomes(FACTS), TURN_STEPS, EFFECTS, pause=QUICK)
    # Polling does without a public address.
    config = TelegramConfig(token, secret, mode, api_url, url if mode == "webhook" else "", own_url=url)
    inbox = StumblingInbox(engine.inbox, stumbles)
    telegram = Telegram(config, db, inbox, engine.events, first_pause=0.05)
    engine.add_channel(telegram)
    app = web.Application()
    app.router.add_get("/hinh.png", _picture)
    app.router.add_get("/dai.png", _long_picture)
    app.router.add_get("/the.pdf", _sheet)
    telegram.setup(app)
    running = asyncio.create_task(engine.run())
    try:
        async with serving(app, port):
            yield Program(telegram, inbox, nlu, url)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _long_picture(_request: web.Request) -> web.Response:
    drawn = io.BytesIO()
    Image.new("L", (40, 900)).save(drawn, "PNG")
    return web.Response(body=drawn.getvalue(), content_type="image/png")


async def _sheet(_request: web.Request) -> web.Response:
    named = {"Content-Disposition": 'inline; filename="the-1.013831.pdf"'}
    return web.Response(body=SHEET, content_type="application/pdf", headers=named)


async def _picture(_request: web.Request) -> web.Response:
    return web.Response(body=receipt(), content_type="image/jpeg")


@asynccontextmanager
async def talking(
    db: Database,
    emulator: TelegramEmulator,
    mode: Literal["webhook", "polling"] = "webhook",
    stumbles: int = 0,
) -> AsyncIterator[Program]:
    """The program, once Telegram knows it."""
    async with telegram_program(db, emulator.url, emulator.token, mode, stumbles=stumbles) as program:
        async with asyncio.timeout(5):
            while program.telegram.findings():
                await asyncio.sleep(0.01)
        yield program
