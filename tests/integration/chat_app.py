"""The engine and the web chat as the program wires them, with a scripted Nlu in Rasa's place."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.webchat.channel import Webchat
from bot.conversation.engine import ConversationEngine
from bot.conversation.flood import Limit
from bot.conversation.flood_gate import FloodGate
from bot.conversation.inbox import Inbox
from bot.conversation.nlu import Nlu
from bot.conversation.outcomes import load_outcomes
from bot.conversation.pieces import USUAL_PAUSE, Pause
from bot.conversation.steps.order import TURN_STEPS
from bot.conversation.turn import TurnStep
from bot.corrections.service import EFFECTS
from bot.storage.database import Database

FACTS = {"department": "Sở Nông nghiệp và Môi trường", "hotline_number": "1900 0000"}


def open_inbox(db: Database) -> Inbox:
    """An inbox that takes everything and wakes nobody."""
    return Inbox(db, lambda _: None, FloodGate(load_outcomes(FACTS), None))


@asynccontextmanager
async def chat_app(
    db: Database,
    nlu: Nlu,
    steps: Sequence[TurnStep] = TURN_STEPS,
    pause: Pause = USUAL_PAUSE,
    limit: Limit | None = None,
) -> AsyncIterator[TestClient[Any, Any]]:
    """A client of the running program."""
    engine = ConversationEngine(db, nlu, load_outcomes(FACTS), steps, EFFECTS, pause=pause, limit=limit)
    webchat = Webchat(db, engine.inbox, engine.answers)
    engine.add_channel(webchat)
    app = web.Application()
    webchat.setup(app)
    async with TestClient(TestServer(app)) as client:
        running = asyncio.create_task(engine.run())
        try:
            yield client
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
