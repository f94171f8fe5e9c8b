"""Renders cards beside the event loop: few at a time, each once, and the last ones kept."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from bot.cards.content import Card
from bot.cards.render import Render, fingerprint, render
from bot.typesetting import Form

AT_ONCE = 1  # the other core is for those who chat
MOST_WAITING = 8
LONGEST_SECONDS = 10.0
KEPT_FILES = 64  # some 40 MB of pictures at most


class PrinterBusy(Exception):
    """Too many cards are being asked for, or one takes too long; the same may be asked again later."""


class CardPrinter:
    """Gives out files; `render` is another one in tests."""

    def __init__(self, render: Render = render, longest_seconds: float = LONGEST_SECONDS) -> None:
        """Starts no thread before the first card."""
        self._render = render
        self._longest_seconds = longest_seconds
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="card")
        self._files: OrderedDict[tuple[str, Form], asyncio.Future[bytes]] = OrderedDict()

    async def file(self, card: Card, form: Form) -> bytes:
        """The rendered card; raises PrinterBusy."""
        key = (fingerprint(card), form)
        if key not in self._files:
            self._begin(key, card, form)
        self._files.move_to_end(key)
        # Shielded: others may wait for the same card, and a thread cannot be stopped anyway.
        waiting = asyncio.shield(self._files[key])
        try:
            return await asyncio.wait_for(waiting, self._longest_seconds)
        except TimeoutError:
            raise PrinterBusy from None

    def close(self) -> None:
        """Begins no further card."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _begin(self, key: tuple[str, Form], card: Card, form: Form) -> None:
        if sum(not file.done() for file in self._files.values()) >= MOST_WAITING:
            raise PrinterBusy
        file = asyncio.get_running_loop().run_in_executor(self._threads, self._render, card, form)
        self._files[key] = file
        file.add_done_callback(lambda done: self._keep(key, done))

    def _keep(self, key: tuple[str, Form], done: asyncio.Future[bytes]) -> None:
        if done.cancelled() or done.exception() is not None:
            self._files.pop(key, None)
        while len(self._files) > KEPT_FILES:
            oldest = next((one for one, file in self._files.items() if file.done()), None)
            if oldest is None:
                return
            del self._files[oldest]
