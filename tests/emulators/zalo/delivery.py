"""One event on its way to the program, and what became of each attempt."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

OK = 200


@dataclass(frozen=True)
class Attempt:
    """``status`` is missing when there was no answer in time; ``number`` 0 is the first one."""

    number: int
    status: int | None
    milliseconds: float


@dataclass
class Delivery:
    """The same bytes at every attempt."""

    event_name: str
    body: bytes
    headers: Mapping[str, str]
    attempts: list[Attempt] = field(default_factory=list)
    tried: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def arrived(self) -> bool:
        """Whether the program has taken it."""
        return any(attempt.status == OK for attempt in self.attempts)

    def copy(self) -> "Delivery":
        """The same event, to be delivered once more."""
        return Delivery(self.event_name, self.body, self.headers)


async def post(http: aiohttp.ClientSession, url: str, delivery: Delivery, number: int) -> Attempt:
    """Tries once; nothing but HTTP 200 in time counts."""
    headers = {"Content-Type": "application/json", **delivery.headers}
    if number:
        headers["num_retry"] = str(number)
    started = time.perf_counter()
    try:
        async with http.post(url, data=delivery.body, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            status: int | None = answer.status
    except (aiohttp.ClientError, OSError, TimeoutError):
        status = None
    attempt = Attempt(number, status, (time.perf_counter() - started) * 1000)
    delivery.attempts.append(attempt)
    return attempt
