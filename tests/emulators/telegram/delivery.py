"""Brings updates to the webhook, again and again until it answers 2xx."""

import asyncio
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from random import Random

from bot.clock import Clock
from tests.emulators.telegram.posts import Posts, Target
from tests.emulators.telegram.updates import Update, Updates


@dataclass(frozen=True)
class Pauses:
    """Seconds between tries: doubled each time, all multiplied by ``scale``; then it is given up."""

    first: float = 1
    longest: float = 3_600
    tries: int = 30
    scale: float = 1

    def after(self, attempt: int) -> float:
        """Seconds after that try, the first is 1."""
        return min(self.first * 2.0 ** (attempt - 1), self.longest) * self.scale


@dataclass
class Mischief:
    """How delivery goes wrong: the share that comes twice, and seconds within which the order is lost."""

    doubled: float = 0
    shuffled_within: float = 0
    random: Random = field(default_factory=lambda: Random(0))


class Delivery:
    """Each lane in order, all lanes at once within ``max_connections``."""

    def __init__(self, updates: Updates, posts: Posts, clock: Clock, pauses: Pauses) -> None:
        """Delivers nothing until it has an aim."""
        self._updates = updates
        self._posts = posts
        self._clock = clock
        self._pauses = pauses
        self._lanes: dict[Hashable, deque[Update]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)
        self.target: Target | None = None
        self.mischief = Mischief()
        updates.listen(self._take)

    async def aim(self, target: Target | None) -> None:
        """Delivers there from now on, beginning with what waits; with None not at all."""
        await self._stop()
        self.target = target
        if target is not None:
            self._slots = asyncio.Semaphore(target.max_connections)
            await self._posts.open()
            for update in self._updates.waiting():
                self._take(update)

    async def settled(self, seconds: float = 10) -> None:
        """Waits until nothing is to be delivered any more."""
        async with asyncio.timeout(seconds):
            while self._workers:
                await asyncio.wait(self._workers)

    async def _stop(self) -> None:
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._lanes.clear()
        await self._posts.close()

    def _take(self, update: Update) -> None:
        if self.target is None:
            return
        key = update.id if self.mischief.shuffled_within else update.lane
        lane = self._lanes.setdefault(key, deque())
        lane.append(update)
        if len(lane) == 1:
            worker = asyncio.create_task(self._empty(key, lane))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _empty(self, key: Hashable, lane: deque[Update]) -> None:
        await asyncio.sleep(self.mischief.random.uniform(0, self.mischief.shuffled_within))
        while lane:
            await self._bring(lane[0])
            lane.popleft()
        del self._lanes[key]

    async def _bring(self, update: Update) -> None:
        for attempt in range(1, self._pauses.tries + 1):
            if update.until < self._clock() or await self._post(update, attempt):
                break
            await asyncio.sleep(self._pauses.after(attempt))
        self._updates.done(update)
        if self.mischief.random.random() < self.mischief.doubled:
            await self._post(update, 1)

    async def _post(self, update: Update, attempt: int) -> bool:
        assert self.target is not None
        async with self._slots:
            return await self._posts.post(update, self.target, attempt)
