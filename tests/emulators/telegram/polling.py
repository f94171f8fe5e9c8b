"""``getUpdates``: one poller at a time, and none beside a webhook."""

import asyncio
from contextlib import suppress
from typing import Any

from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import Refused, conflict
from tests.emulators.telegram.updates import Update, Updates
from tests.emulators.telegram.webhook import Webhook

LONGEST = 50
MOST = 100
FAR = 2**62
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
OTHER_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Polling:
    """Hands out what waits. An offset confirms everything before it."""

    def __init__(self, updates: Updates, webhook: Webhook) -> None:
        """Nobody polls."""
        self._updates = updates
        self._webhook = webhook
        self._poller: asyncio.Future[None] | None = None
        updates.listen(self._wake)
        webhook.listen(lambda: self._stop(conflict(OTHER_WEBHOOK)))

    async def get_updates(self, parameters: Parameters) -> list[dict[str, Any]]:
        """Updates from the offset on; waits up to ``timeout`` seconds for the first."""
        if self._webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        self._stop(conflict(OTHER_POLLER))
        limit = parameters.integer("limit", MOST, 1, MOST)
        seconds = parameters.integer("timeout", 0, 0, LONGEST)
        self._updates.allow(parameters)
        self._confirm(parameters.integer("offset", 0, -FAR, FAR))
        if not self._updates.waiting() and seconds:
            await self._wait(seconds)
        return [update.data() for update in self._updates.waiting()[:limit]]

    def _confirm(self, offset: int) -> None:
        waiting = self._updates.waiting()
        if offset < 0 and waiting:
            offset = waiting[max(len(waiting) + offset, 0)].id
        self._updates.forget_before(offset)

    async def _wait(self, seconds: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await poller
        if self._poller is poller:
            self._poller = None

    def _wake(self, _update: Update) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _stop(self, why: Refused) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(why)
