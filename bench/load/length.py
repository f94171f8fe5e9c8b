"""The last turns of a conversation of two hundred beside its first ones."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median

import aiohttp
import msgspec

from bench.load.arrivals import Request
from bench.load.citizens import chat_requests
from bench.load.growth import Growth
from bench.load.points import Spread
from bench.load.system import CORES, SQLITE, Layout, rasa_is_ready, running
from bot.progress import say

TURNS, CONVERSATIONS = 200, 5
# Turns 3 to 7 and the last five: the median of each stands for turn 5 and for turn 200.
AROUND = 5
TARGET = 1.3


def measure(full: bool, turns: int = TURNS) -> list[Growth]:
    """Conversations one after the other, each question once the one before is answered."""
    del full
    return asyncio.run(_measure(turns))


async def _measure(turns: int) -> list[Growth]:
    early: list[float] = []
    late: list[float] = []
    async with running(Layout(SQLITE, cores=CORES)) as run, aiohttp.ClientSession(run.urls[0]) as http:
        await rasa_is_ready(run.programs[0])
        await _talk(http, await chat_requests(run.urls[0], 10, 10))
        for _ in range(CONVERSATIONS):
            times = await _talk(http, await chat_requests(run.urls[0], turns, turns))
            early.append(median(times[2 : 2 + AROUND]))
            late.append(median(times[-AROUND:]))
            say(f"  turn 5: {early[-1]:.0f} ms, turn {turns}: {late[-1]:.0f} ms")
    small, large = _spread(early), _spread(late)
    return [
        Growth("a turn of one conversation", SQLITE, "turn 5", f"turn {turns}", small, large, target=TARGET)
    ]


async def _talk(http: aiohttp.ClientSession, requests: Sequence[Request]) -> list[float]:
    """Milliseconds of each."""
    times = []
    for request in requests:
        began = time.perf_counter()
        async with http.post(request.path, data=request.body.encode(), headers=request.headers) as response:
            answer = msgspec.json.decode(await response.read())
            if response.status != 200 or answer["meta"]["outcome"].startswith("failed"):
                raise RuntimeError(f"no answer: {response.status} {answer}")
        times.append((time.perf_counter() - began) * 1000)
    return times


def _spread(values: Sequence[float]) -> Spread:
    return Spread(median(values), min(values), max(values))
