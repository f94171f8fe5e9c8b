"""What arrives outside while processes die: at Telegram, and on the page of a citizen that reconnects."""

import asyncio
import contextlib
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

from bench.channels.program import Program
from tests.emulators.telegram.citizen import Citizen as TelegramCitizen
from tests.program.many import Citizen


async def ask_on_telegram(citizen: TelegramCitizen, questions: Sequence[str], until: float) -> int:
    """One question after the other, each when the last has an answer; how many were asked."""
    for count in itertools.count():
        if time.monotonic() > until:
            return count
        had = len(citizen.chat.sent)
        citizen.say(f"{questions[count % len(questions)]}?")
        await citizen.chat.wait_for(had + 1, seconds=60)
        await asyncio.sleep(2)  # Telegram lets a chat have one a second
    raise AssertionError


@dataclass
class OpenPage:
    """The event stream of one citizen, asked for again at the next process when it breaks."""

    apps: Sequence[Program]
    citizen: Citizen
    seen: list[int] = field(default_factory=list)
    opened: int = 0

    async def follow(self) -> None:
        """Until it is cancelled."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=3, sock_read=20)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            for turn in itertools.count():
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    await self._read(http, self.apps[turn % len(self.apps)])
                await asyncio.sleep(0.3)

    async def _read(self, http: aiohttp.ClientSession, app: Program) -> None:
        asked = {**self.citizen.opened, "after": str(self.seen[-1] if self.seen else 0)}
        async with http.get(f"{app.url}/api/chat/stream", params=asked) as answer:
            self.opened += answer.status == 200
            async for line in answer.content:
                data = line.removeprefix(b"data: ")
                if data != line and "seq" in (told := json.loads(data)):
                    self.seen.append(told["seq"])
