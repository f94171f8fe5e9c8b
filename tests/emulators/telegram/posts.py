"""One try to bring an update to the webhook."""

import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.clock import Clock
from tests.emulators.telegram.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True)
class Target:
    """Where to; ``secret`` is empty if none was given."""

    url: str
    secret: str
    max_connections: int


@dataclass(frozen=True)
class Delivered:
    """One try; ``status`` is None when there was no answer."""

    update_id: int
    attempt: int
    status: int | None
    milliseconds: float


def taken(status: int | None) -> bool:
    """Whether that is any 2xx."""
    return status is not None and 200 <= status < 300


class Posts:
    """Posts updates, and keeps every try and the last failure."""

    def __init__(self, clock: Clock, timeout: float) -> None:
        """``timeout`` in seconds."""
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._http: aiohttp.ClientSession | None = None
        self.tries: list[Delivered] = []
        self.last_error: dict[str, Any] = {}

    async def open(self) -> None:
        """Forgets the last failure."""
        self.last_error = {}
        self._http = aiohttp.ClientSession(timeout=self._timeout, connector=aiohttp.TCPConnector(limit=0))

    async def close(self) -> None:
        """Ends the connections."""
        if self._http is not None:
            await self._http.close()

    async def post(self, update: Update, target: Target, attempt: int) -> bool:
        """Whether it was taken."""
        started = time.monotonic()
        status = await self._status(update, target)
        self.tries.append(Delivered(update.id, attempt, status, (time.monotonic() - started) * 1_000))
        return taken(status)

    async def _status(self, update: Update, target: Target) -> int | None:
        assert self._http is not None
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[SECRET_HEADER] = target.secret
        try:
            async with self._http.post(
                target.url, data=update.raw(), headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
        except TimeoutError:
            self._failed("Read timeout expired")
            return None
        except aiohttp.ClientError:
            self._failed("Connection refused")
            return None
        if not taken(answer.status):
            self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        return answer.status

    def _failed(self, message: str) -> None:
        self.last_error = {"last_error_date": int(self._clock().timestamp()), "last_error_message": message}
