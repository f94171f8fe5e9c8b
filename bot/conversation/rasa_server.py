"""One Rasa process: the wire, how busy it is, and whether it is worth trying."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.rasa_answer import parse_answer
from bot.logs.context import message_at_hand

HEALTH_TIMEOUT = 1.0
# After a failure a server is left alone for so long, and looked at before it gets the next message.
REST_SECONDS = 1.0


@dataclass(frozen=True)
class RasaState:
    """One server as one of our processes sees it, for health and metrics."""

    url: str
    busy: int  # messages that it has and has not answered
    rests: bool  # it failed a moment ago and gets none
    failing: bool  # it did not answer the last one that it got
    answered: int
    failed: int


class RasaServer:
    """Knows how to ask and when not to."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        """``url`` is the root, without a slash at the end."""
        self.url = url
        self.busy = 0
        self.leaving = False  # it is being drained
        self.idle = asyncio.Event()
        self.idle.set()
        self._http = http
        self._answered = self._failures = 0
        self._failed = False
        self._rests_until = 0.0

    @property
    def rests(self) -> bool:
        """Whether it failed a moment ago; trying now would only cost time."""
        return time.monotonic() < self._rests_until

    @property
    def takes_messages(self) -> bool:
        """Whether the next message may go to it."""
        return not (self.leaving or self.rests)

    def state(self) -> RasaState:
        """As it stands now."""
        return RasaState(self.url, self.busy, self.rests, self._failed, self._answered, self._failures)

    async def ask(self, sender: str, text: str, known: Mapping[str, str | None], seconds: float) -> NluAnswer:
        """One turn; raises NluUnavailable when the seconds are over or the answer is of no use.

        ``known`` is what comes with the text, for our own components and actions.
        """
        body = {"sender": sender, "message": text, "metadata": {**known, "message": message_at_hand()}}
        with self._working():
            try:
                if self._failed:
                    self._rest()  # others need not look at the same moment
                    await self._look()
                answer = parse_answer(await self._post(body, seconds))
            except NluUnavailable:
                self._failures += 1
                self._rest()
                raise
        self._answered += 1
        self._failed, self._rests_until = False, 0.0
        return answer

    @contextmanager
    def _working(self) -> Iterator[None]:
        self.busy += 1
        self.idle.clear()
        try:
            yield
        finally:
            self.busy -= 1
            if not self.busy:
                self.idle.set()

    def _rest(self) -> None:
        self._failed, self._rests_until = True, time.monotonic() + REST_SECONDS

    async def _look(self) -> None:
        timeout = aiohttp.ClientTimeout(total=HEALTH_TIMEOUT)
        try:
            async with self._http.get(f"{self.url}/", timeout=timeout) as response:
                response.raise_for_status()
        except (aiohttp.ClientError, OSError) as error:
            raise NluUnavailable(type(error).__name__) from error

    async def _post(self, body: Mapping[str, Any], seconds: float) -> bytes:
        address = f"{self.url}/webhooks/rest/webhook"
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._http.post(address, json=body, timeout=timeout) as response:
                raw = await response.read()
        except (aiohttp.ClientError, OSError) as error:
            raise NluUnavailable(type(error).__name__) from error
        if response.status != 200:
            raise NluUnavailable(f"status {response.status}", reached=True)
        return raw
