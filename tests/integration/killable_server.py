"""The engine and the web chat in a process of their own, to be killed: ``python -m … DATABASE_URL PORT``.

Its clock runs five times as fast, so that leases run out five times as soon.
"""

import asyncio
import sys
from datetime import datetime

from aiohttp import web

from bot.channels.webchat.channel import Webchat
from bot.clock import utc_now
from bot.conversation.engine import ConversationEngine
from bot.conversation.outcomes import load_outcomes
from bot.conversation.steps.order import TURN_STEPS
from bot.storage.database import Database
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS

SPEED = 5
EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


def fast_clock() -> datetime:
    """The same in every process, and fast."""
    return EPOCH + (utc_now() - EPOCH) * SPEED


async def serve(url: str, port: int) -> None:
    """Serves until killed."""
    db = Database(url)
    engine = ConversationEngine(db, FakeNlu(seconds=0.02), load_outcomes(FACTS), TURN_STEPS, {}, fast_clock)
    webchat = Webchat(db, engine.inbox, engine.answers, fast_clock)
    engine.add_channel(webchat)
    app = web.Application()
    webchat.setup(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await engine.run()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
