"""The background loop does not stop for anything but the order to stop."""

import asyncio
import contextlib
from collections.abc import Sequence

from bot.conversation.work_loop import WorkLoop
from bot.storage.errors import StorageUnavailable


class Pile:
    """Work in memory, with failures on request."""

    def __init__(self, work: list[int]) -> None:
        self.work = work
        self.failures: list[Exception] = []
        self.done: list[int] = []
        self.at_once = 0
        self.most_at_once = 0
        self.all_done = asyncio.Event()

    async def take(self, limit: int) -> Sequence[int]:
        if self.failures:
            raise self.failures.pop()
        taken, self.work = self.work[:limit], self.work[limit:]
        return taken

    async def do(self, piece: int) -> bool:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        self.done.append(piece)
        if not self.work and not self.at_once:
            self.all_done.set()
        if piece % 5 == 0:
            raise ValueError("every fifth piece is broken")
        return False


async def run_until_done(pile: Pile) -> None:
    loop = WorkLoop("pile", pile.take, pile.do, at_once=3, poll_seconds=0.01)
    running = asyncio.create_task(loop.run())
    async with asyncio.timeout(5):
        await pile.all_done.wait()
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_broken_pieces_do_not_stop_the_others_and_the_limit_holds() -> None:
    pile = Pile(list(range(50)))
    await run_until_done(pile)
    assert sorted(pile.done) == list(range(50))
    assert pile.most_at_once <= 3


async def test_a_failing_database_is_asked_again() -> None:
    pile = Pile([1])
    pile.failures = [StorageUnavailable("locked"), RuntimeError("a mistake")]
    await run_until_done(pile)
    assert pile.done == [1]


async def test_a_cancellation_that_comes_with_news_is_not_lost() -> None:
    for _ in range(200):
        pile = Pile([])
        loop = WorkLoop("pile", pile.take, pile.do, at_once=3, poll_seconds=60)
        running = asyncio.create_task(loop.run())
        await asyncio.sleep(0)
        loop.wake()
        await asyncio.sleep(0)
        running.cancel()
        done, _ = await asyncio.wait({running}, timeout=1)
        assert done
