"""One at a time, the urgent first."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# So many urgent ones in a row pass somebody who waits; then that one has its turn.
MOST_IN_A_ROW = 4


class Turnstile:
    """A lock whose waiters stand in two lines, each served in its order; whoever leaves wakes the next."""

    def __init__(self) -> None:
        """Nobody is inside."""
        self._taken = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._in_a_row = 0

    @asynccontextmanager
    async def passing(self, *, urgent: bool) -> AsyncIterator[None]:
        """Inside for as long as the block runs."""
        await self._enter(self._urgent if urgent else self._others)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, line: deque[asyncio.Future[None]]) -> None:
        if not self._taken:
            self._taken = True
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(waiter)
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._leave()  # its turn had just come
            elif waiter in line:
                line.remove(waiter)
            raise

    def _leave(self) -> None:
        while (line := self._next_line()) is not None:
            waiter = line.popleft()
            if not waiter.done():
                self._in_a_row = self._in_a_row + 1 if line is self._urgent else 0
                waiter.set_result(None)
                return
        self._taken = False

    def _next_line(self) -> deque[asyncio.Future[None]] | None:
        tired = self._in_a_row >= MOST_IN_A_ROW and self._others
        if self._urgent and not tired:
            return self._urgent
        return self._others or None
