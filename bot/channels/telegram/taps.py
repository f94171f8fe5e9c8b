"""Lets tapped buttons stop spinning, beside everything else."""

import asyncio
import contextlib

from bot.channels.telegram.client import TelegramClient
from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure


class TapAnswers:
    """Best effort: a button that spins on stops by itself after a while."""

    def __init__(self, client: TelegramClient) -> None:
        """Nothing is under way."""
        self._client = client
        self._running: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str) -> None:
        """Returns at once."""
        task = asyncio.create_task(self._answer(query_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Drops what is under way."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _answer(self, query_id: str) -> None:
        with contextlib.suppress(TemporaryFailure, PermanentFailure, DeliveryUnknown):
            await self._client.answer_tap(query_id)
