"""Which tickets have just changed: one look a second for the whole process, however many officers watch."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Iterator
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.storage.errors import StorageUnavailable
from bot.storage.news import News

TICKETS = "tickets"
LOOK_EVERY_SECONDS = 0.8
# A change is stamped before it is committed, by a clock that may be another machine's.
OVERLAP = timedelta(seconds=20)

# Id and version of every ticket changed since that moment.
Look = Callable[[datetime], Awaitable[Collection[tuple[int, int]]]]


class Watcher:
    """One open page's ear: the ids that changed since it was last asked."""

    def __init__(self) -> None:
        """Hears nothing yet."""
        self._heard = asyncio.Event()
        self._ids: set[int] = set()

    def hear(self, ids: Collection[int]) -> None:
        """These tickets changed; with none of them only wakes."""
        self._ids |= set(ids)
        self._heard.set()

    async def take(self, seconds: float) -> frozenset[int]:
        """Waits at most so long; what was heard, perhaps nothing."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._heard.wait()
        ids, self._ids = frozenset(self._ids), set()
        self._heard.clear()
        return ids


class Changes:
    """Looks while somebody watches, and tells every watcher of this process."""

    def __init__(self, look: Look, clock: Clock, news: News) -> None:
        """Nothing is looked up before ``run``."""
        self._news = news
        self._told = asyncio.Event()
        news.hear(TICKETS, lambda _note: self._told.set())
        self._look = look
        self._clock = clock
        self._watchers: set[Watcher] = set()
        self._watched = asyncio.Event()
        self._known: frozenset[tuple[int, int]] = frozenset()
        self._looked_at: datetime | None = None
        self.closed = False

    @contextlib.contextmanager
    def watch(self) -> Iterator[Watcher]:
        """A watcher for as long as the page is open."""
        watcher = Watcher()
        self._watchers.add(watcher)
        self._watched.set()
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    async def since(self, moment: datetime) -> frozenset[int]:
        """What changed after that moment, for a page that begins to watch; raises StorageUnavailable.

        Whatever changes later is heard: where nobody watched before, the looks begin here.
        """
        if self._looked_at is None:
            await self.look_once()
        return frozenset(ticket_id for ticket_id, _version in await self._look(moment))

    def announce(self, ids: Collection[int]) -> None:
        """Tells at once what this process did itself, and others that they should look."""
        self._spread(ids)
        self._news.say(TICKETS)

    def _spread(self, ids: Collection[int]) -> None:
        for watcher in self._watchers:
            watcher.hear(ids)

    def close(self) -> None:
        """Wakes every watcher for the last time."""
        self.closed = True
        self._spread(())

    async def run(self) -> None:
        """Looks until it is cancelled; a database in trouble is looked at again a moment later."""
        while True:
            if not self._watchers:
                # Nobody to tell: the next watcher gets a fresh page and starts from now.
                self._looked_at = None
                self._watched.clear()
                await self._watched.wait()
            with contextlib.suppress(StorageUnavailable):
                await self.look_once()
            await self._sleep()

    async def look_once(self) -> None:
        """Announces what changed since the last look; the first one announces nothing."""
        began, since = self._clock(), self._looked_at
        found = frozenset(await self._look((since or began) - OVERLAP))
        new = found - self._known
        self._known, self._looked_at = found, began
        if since is not None and new:
            self._spread({ticket_id for ticket_id, _version in new})

    async def _sleep(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY_SECONDS):
                await self._told.wait()
        self._told.clear()
