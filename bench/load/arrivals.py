"""Requests at a constant rate, whatever the answers do, each timed from the moment when it was due.

Who waits for an answer before sending the next one sends less to a system that stalls, and never sees the
stall (coordinated omission). Here a late request counts its delay from its due time, also where the driver
itself was late.
"""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence

import aiohttp
import msgspec

LONGEST_SECONDS = 45.0
OK = 200


class Request(msgspec.Struct, frozen=True):
    """One POST, ready to go out."""

    path: str
    headers: dict[str, str]
    body: str


class Answer(msgspec.Struct, frozen=True):
    """Seconds from the beginning of the run; ``status`` 0: there was none. ``outcome`` is that of a turn."""

    due: float
    sent: float
    done: float
    status: int
    outcome: str = ""

    @property
    def milliseconds(self) -> float:
        """From when it was due."""
        return (self.done - self.due) * 1000

    @property
    def good(self) -> bool:
        """Whether the request was served: stored, or answered by more than an excuse."""
        return self.status == OK and not self.outcome.startswith("failed")


def due_times(rate: float, count: int) -> list[float]:
    """Seconds from the beginning at which each of so many is due, so many a second."""
    return [number / rate for number in range(count)]


async def bring(http: aiohttp.ClientSession, requests: Sequence[Request], rate: float) -> list[Answer]:
    """Sends each at its due time; returns once all are answered or given up."""
    began = time.perf_counter()
    tasks = []
    for request, due in zip(requests, due_times(rate, len(requests)), strict=True):
        await asyncio.sleep(began + due - time.perf_counter())
        tasks.append(asyncio.create_task(_post(http, request, began, due)))
    return await asyncio.gather(*tasks)


async def _post(http: aiohttp.ClientSession, request: Request, began: float, due: float) -> Answer:
    sent = time.perf_counter() - began
    try:
        async with http.post(request.path, data=request.body.encode(), headers=request.headers) as response:
            body, status = await response.read(), response.status
    except (aiohttp.ClientError, OSError, TimeoutError):
        body, status = b"", 0
    return Answer(due, sent, time.perf_counter() - began, status, _outcome(body))


def _outcome(body: bytes) -> str:
    found = json.loads(body) if body.startswith(b"{") else None
    meta = found.get("meta") if isinstance(found, Mapping) else None
    return str(meta.get("outcome", "")) if isinstance(meta, Mapping) else ""
