"""The engine and the Zalo channel as the program wires them, before the emulated Zalo."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aiohttp import web
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.config import ZaloConfig
from bot.clock import Clock, utc_now
from bot.conversation.engine import ConversationEngine
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outcomes import load_outcomes
from bot.conversation.pieces import Pause
from bot.conversation.steps.order import TURN_STEPS
from bot.corrections.service import EFFECTS
from bot.storage.database import Database
from tests.emulators.loopback import serving
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS

KEY = Fernet.generate_key()
SECONDS = 15.0


def config_for(emulator: ZaloEmulator, **changes: Any) -> ZaloConfig:
    """What the program must be told of a running emulator, which grants a fresh pair."""
    account = emulator.account
    config = ZaloConfig(
        app_id=account.app_id,
        app_secret=account.app_secret,
        oa_id=account.oa_id,
        oa_secret=account.oa_secret,
        refresh_token=emulator.tokens.issue_pair().refresh_token,
        token_key=KEY,
        api_url=emulator.url,
        oauth_url=emulator.url,
        media_hosts=("127.0.0.1",),
    )
    return replace(config, **changes)


@dataclass
class Program:
    """The running program and what it stands between."""

    emulator: ZaloEmulator
    db: Database
    nlu: FakeNlu
    zalo: Zalo
    url: str

    async def outbox(self) -> list[tuple[str, str | None]]:
        """State and error of each reply, in order."""
        async with self.db.reading() as session:
            rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
            return [(row.state, row.error) for row in rows]


@asynccontextmanager
async def running(
    db: Database, emulator: ZaloEmulator, config: ZaloConfig, clock: Clock = utc_now, path: Any = None
) -> AsyncIterator[Program]:
    """The program behind the emulator's webhook; ``path`` adds pages of our own to it."""
    nlu = FakeNlu()
    pause = Pause(quiet=timedelta(), longest=timedelta())
    engine = ConversationEngine(db, nlu, load_outcomes(FACTS), TURN_STEPS, EFFECTS, clock=clock, pause=pause)
    zalo = Zalo(config, db, engine.inbox, engine.events, clock)
    engine.add_channel(zalo)
    app = web.Application()
    zalo.setup(app)
    async with serving(app) as url:
        task = asyncio.create_task(engine.run())
        try:
            await emulator.webhook.save(f"{url}/webhooks/zalo")
            yield Program(emulator, db, nlu, zalo, url)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def until(holds: Callable[[], bool]) -> None:
    """Returns as soon as it holds; fails the test if that takes too long."""
    async with asyncio.timeout(SECONDS):
        while not holds():
            await asyncio.sleep(0.02)
