"""Brings posts to the program, and notes how it answered each."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bench.channels.people import Post

OK = 200
LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Answered:
    """``status`` is None where there was no answer; milliseconds from the moment when it was to be posted."""

    channel: str
    status: int | None
    milliseconds: float


class Poster:
    """A client of the program's webhooks."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def post(self, post: Post, due: float | None = None) -> Answered:
        """One answer; the time runs from ``due`` where the post comes later than it should."""
        began = time.perf_counter() if due is None else due
        status = await self._status(post)
        if status is None:
            # After a body that it could not read the server ends a connection that was to be kept.
            status = await self._status(post)
        return Answered(post.channel, status, (time.perf_counter() - began) * 1000)

    async def _status(self, post: Post) -> int | None:
        try:
            async with self._http.post(post.path, data=post.body, headers=post.headers) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            return None

    async def at_rate(self, posts: Sequence[Post], per_second: float) -> list[Answered]:
        """So many each second, whether or not those before are answered."""
        began = time.perf_counter()
        tasks = []
        for number, post in enumerate(posts):
            due = began + number / per_second
            await asyncio.sleep(due - time.perf_counter())
            tasks.append(asyncio.create_task(self.post(post, due)))
        return await asyncio.gather(*tasks)

    async def side_by_side(self, posts: Iterable[Post], at_once: int) -> list[Answered]:
        """So many at a time, each as soon as one before is answered."""
        waiting, answered = iter(posts), list[Answered]()

        async def lane() -> None:
            for post in waiting:
                answered.append(await self.post(post))

        async with asyncio.TaskGroup() as tasks:
            for _ in range(at_once):
                tasks.create_task(lane())
        return answered


@asynccontextmanager
async def posting_to(url: str) -> AsyncIterator[Poster]:
    """Any number of connections to the program."""
    timeout = aiohttp.ClientTimeout(total=LONGEST_SECONDS)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, timeout=timeout, connector=connector) as http:
        yield Poster(http)


def statuses(answered: Iterable[Answered]) -> str:
    """How often each status came, in words."""
    counted = Counter("no answer" if one.status is None else str(one.status) for one in answered)
    return ", ".join(f"{count:,} × {status}" for status, count in sorted(counted.items()))
