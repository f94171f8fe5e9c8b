"""A background loop that takes pieces of work from the database and does several at once."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.conversation.log import log_failure
from bot.pulse import pulse_of
from bot.storage.unbroken import unbroken

logger = logging.getLogger("chidan.conversation")

Work = TypeVar("Work")


class WorkLoop(Generic[Work]):
    """Wakes by event and by a poll; neither a failing database nor a failing piece of work ends it."""

    def __init__(
        self,
        name: str,
        take: Callable[[int], Awaitable[Sequence[Work]]],
        do: Callable[[Work], Awaitable[bool]],
        *,
        at_once: int,
        poll_seconds: float,
    ) -> None:
        """``name`` is how health and metrics call it.

        ``take`` is asked for at most so many pieces; ``do`` tells whether it is worth taking again."""
        self._name = name
        self._take = take
        self._do = do
        self._at_once = at_once
        self._poll_seconds = poll_seconds
        self._news = asyncio.Event()
        self._running: set[asyncio.Task[bool]] = set()
        self._left_some = False

    def wake(self) -> None:
        """There may be work now."""
        self._news.set()

    async def run(self) -> None:
        """Works until it is cancelled, then cancels what is under way and waits for its last words."""
        pulse = pulse_of(self._name, self._poll_seconds)
        try:
            while True:
                self._news.clear()
                if await self._start_work():
                    pulse.beat()
                # Not wait_for: on Python 3.11 that one can lose a cancellation which comes with the news.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._poll_seconds):
                        await self._news.wait()
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _start_work(self) -> bool:
        free = self._at_once - len(self._running)
        if free <= 0:
            self._left_some = True
            return True
        try:
            await unbroken(self._take_and_start(free))
        except Exception as error:
            log_failure(logger, "taking work", error)
            return False
        return True

    async def _take_and_start(self, limit: int) -> None:
        taken = await self._take(limit)
        self._left_some = len(taken) == limit
        for work in taken:
            task = asyncio.create_task(self._do_one(work))
            self._running.add(task)
            task.add_done_callback(self._done)
        # Lets each piece begin: one that is cancelled before that could not put itself back.
        await asyncio.sleep(0)

    async def _do_one(self, work: Work) -> bool:
        try:
            return await self._do(work)
        except Exception as error:
            log_failure(logger, "doing work", error)
            return True

    def _done(self, task: asyncio.Task[bool]) -> None:
        self._running.discard(task)
        if self._left_some or task.cancelled() or task.result():
            self.wake()
