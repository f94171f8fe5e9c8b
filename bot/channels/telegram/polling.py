"""Asks Telegram for updates, where it cannot reach us."""

import asyncio
import logging
from typing import Any

from bot.channels.telegram.client import POLL_SECONDS, TelegramClient
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.polling_lease import RENEWED_SECONDS, PollingLease
from bot.channels.telegram.retrying import FIRST_PAUSE, growing_pauses, log_call
from bot.conversation.log import log_failure
from bot.pulse import Pulse, pulse_of
from bot.storage.errors import StorageUnavailable
from bot.storage.unbroken import unbroken

logger = logging.getLogger("chidan.telegram")


class Polling:
    """The process that holds the lease gets updates; another program that asks too is outlasted."""

    def __init__(
        self,
        client: TelegramClient,
        intake: Intake,
        lease: PollingLease,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        """``first_pause`` in seconds is the one after the first failure."""
        self._client = client
        self._intake = intake
        self._lease = lease
        self._first_pause = first_pause
        # Telegram forgets what is before it: it moves only over what is committed.
        self._offset = 0

    async def run(self) -> None:
        """Works until it is cancelled, whenever the lease is this process's."""
        pulse = pulse_of("telegram-updates", POLL_SECONDS)
        try:
            while True:
                pulse.beat()
                await self._ask_while_leased(pulse)
                await asyncio.sleep(RENEWED_SECONDS)
        finally:
            await self._let_go()

    async def _ask_while_leased(self, pulse: Pulse) -> None:
        asking: asyncio.Task[None] | None = None
        try:
            while await self._lease.take():
                asking = asking or asyncio.create_task(self._ask(pulse))
                await asyncio.sleep(RENEWED_SECONDS)
        except StorageUnavailable as error:  # what comes could not be stored either
            log_failure(logger, "taking the lease on updates", error)
        finally:
            if asking is not None:
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    async def _let_go(self) -> None:
        try:
            await self._lease.give_back()
        except StorageUnavailable as error:  # it ends by itself
            log_failure(logger, "giving back the lease on updates", error)

    async def _ask(self, pulse: Pulse) -> None:
        # Another process may have gone on since, or numbers begun anew.
        self._offset = 0
        pauses = growing_pauses(self._first_pause)
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
