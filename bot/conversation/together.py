"""Requests that come while others are being committed share the next commit (group commit)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from bot.storage.errors import StorageUnavailable

Asked = TypeVar("Asked")
Done = TypeVar("Done")

Lot: TypeAlias = Sequence[tuple[Asked, asyncio.Future[Done]]]

# As many as may have come while one commit waited for a slow disk: the more there are, the less each costs.
MOST_AT_ONCE = 256


class Together(Generic[Asked, Done]):
    """Calls ``work`` with all that came since the last call, in order; who comes alone waits for nobody."""

    def __init__(self, work: Callable[[Sequence[Asked]], Awaitable[Sequence[Done]]]) -> None:
        """``work`` does all or nothing; one call of it runs at a time."""
        self._work = work
        self._waiting: deque[tuple[Asked, asyncio.Future[Done]]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def do(self, asked: Asked) -> Done:
        """What ``work`` made of it; raises what it raised, but not for another's fault."""
        future: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                most = min(MOST_AT_ONCE, len(self._waiting))
                await self._lot([self._waiting.popleft() for _ in range(most)])
        finally:
            self._running = None

    async def _lot(self, lot: Lot[Asked, Done]) -> None:
        try:
            found = await self._work([asked for asked, _ in lot])
        except asyncio.CancelledError:
            for _, future in lot:
                future.cancel()
            raise
        except Exception as error:
            await self._fail(lot, error)
        else:
            for (_, future), done in zip(lot, found, strict=True):
                if not future.done():  # who asked may have gone
                    future.set_result(done)

    async def _fail(self, lot: Lot[Asked, Done], error: Exception) -> None:
        # What the database cannot do now it can do for nobody; anything else may be the fault of one.
        if len(lot) > 1 and not isinstance(error, StorageUnavailable):
            for one in lot:
                await self._lot([one])
            return
        for _, future in lot:
            if not future.done():
                future.set_exception(error)
