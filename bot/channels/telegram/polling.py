"""Asks Telegram for updates, where it cannot reach us."""

import asyncio
import logging
from typing import Any

from bot.channels.telegram.client import POLL_SECONDS, TelegramClient
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.retrying import FIRST_PAUSE, growing_pauses, log_call
from bot.pulse import pulse_of
from bot.storage.unbroken import unbroken

logger = logging.getLogger("chidan.telegram")


class Polling:
    """One process at a time gets updates; another one that asks too is refused and tries later."""

    def __init__(self, client: TelegramClient, intake: Intake, first_pause: float = FIRST_PAUSE) -> None:
        """``first_pause`` in seconds is the one after the first failure."""
        self._client = client
        self._intake = intake
        self._first_pause = first_pause
        # Telegram forgets what is before it: it moves only over what is committed.
        self._offset = 0

    async def run(self) -> None:
        """Works until it is cancelled."""
        pauses = growing_pauses(self._first_pause)
        pulse = pulse_of("telegram-updates", POLL_SECONDS)
        while True:
            try:
                await self._take_some()
                pulse.beat()
            except Exception as error:
                log_call(logger, "asking for updates", error)
                await asyncio.sleep(next(pauses))
            else:
                pauses = growing_pauses(self._first_pause)

    async def _take_some(self) -> None:
        found = await self._client.updates(self._offset)
        for update in found:
            await unbroken(self._intake.take(update))
            self._offset = _number(update) + 1
        if not found:
            # All before it is confirmed; after a quiet week the next number may be a smaller one.
            self._offset = 0


def _number(update: Any) -> int:
    return int(update["update_id"])
