"""Citizens who talk while something happens to the program, and what they notice of it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

PER_SECOND = 5.0
CITIZENS = 60
FIRST, FIRST_CODE = "làm sổ đỏ lần đầu cần giấy tờ gì", "1.013978"
NEXT = ("phí bao nhiêu", "nộp ở đâu dạ", "bao nhiêu ngày xong")


@dataclass
class Seen:
    """What the citizens of a run saw; seconds by the time at which a message was sent."""

    sent: int = 0
    lost: int = 0
    failed: int = 0
    forgotten: int = 0
    waits: list[tuple[float, float]] = field(default_factory=list)

    def p95(self, begin: float, end: float) -> float:
        """Of the messages sent in that time, in milliseconds; 0 without any."""
        waits = sorted(wait for sent, wait in self.waits if begin <= sent < end)
        return waits[int(0.95 * (len(waits) - 1))] * 1000 if waits else 0.0


@dataclass
class Citizen:
    """One conversation, at most one question at a time."""

    http: aiohttp.ClientSession
    url: str
    session: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    free: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, seen: Seen) -> None:
        """The next question of the conversation; what came of it is added to ``seen``."""
        seen.sent += 1
        began = time.monotonic()
        async with self.free:
            text = NEXT[self.asked % len(NEXT)] if self.asked else FIRST
            body = await self._answer(text)
        seen.waits.append((began, time.monotonic() - began))
        meta = (body or {}).get("meta", {})
        seen.lost += body is None
        seen.failed += str(meta.get("outcome", "")).startswith("failed")
        seen.forgotten += body is not None and (meta.get("procedure") or {}).get("code") != FIRST_CODE

    async def _answer(self, text: str) -> dict[str, Any] | None:
        if not self.session:
            async with self.http.post(f"{self.url}/api/chat/sessions") as response:
                self.session = await response.json()
        self.asked += 1
        message = {**self.session, "id": str(self.asked), "text": text, "complete": True}
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with self.http.post(f"{self.url}/api/chat/messages?wait=30", json=message) as response:
                if response.status == 200:
                    return await response.json()  # type: ignore[no-any-return]
        return None


@contextlib.asynccontextmanager
async def arriving(url: str, seen: Seen) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Five messages a second arrive while the block runs; what it gets ends that and waits for answers."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as http:
        citizens = [Citizen(http, url) for _ in range(CITIZENS)]
        asked: list[asyncio.Task[None]] = []

        async def arrive() -> None:
            begin = time.monotonic()
            while True:
                asked.append(asyncio.create_task(citizens[len(asked) % CITIZENS].ask(seen)))
                await asyncio.sleep(max(0.0, begin + len(asked) / PER_SECOND - time.monotonic()))

        arrivals = asyncio.create_task(arrive())

        async def settled() -> None:
            arrivals.cancel()
            await asyncio.gather(*asked)

        try:
            yield settled
        finally:
            arrivals.cancel()
