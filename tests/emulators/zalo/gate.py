"""What every call passes before it is looked at: faults, the rate limit and the access token."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

from aiohttp import web

from bot.clock import Clock
from tests.emulators.faults import Faults, Handler
from tests.emulators.zalo.answers import ZaloError
from tests.emulators.zalo.tokens import Tokens

CALLS_PER_MINUTE = 4_000

Call = Callable[[web.Request], Awaitable[Any]]


class RateLimit:
    """So many calls in each minute of the clock."""

    def __init__(self, clock: Clock, per_minute: int = CALLS_PER_MINUTE) -> None:
        """``per_minute`` may be changed at any time."""
        self._clock = clock
        self._minute: datetime | None = None
        self._used = 0
        self.per_minute = per_minute

    def count(self) -> None:
        """One more call; raises when there were too many."""
        minute = self._clock().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._used = minute, 0
        self._used += 1
        if self._used > self.per_minute:
            raise ZaloError(-32)

    def headers(self) -> dict[str, str]:
        """What the answer says about it."""
        remain = max(0, self.per_minute - self._used)
        return {"X-RateLimit-Limit": str(self.per_minute), "X-RateLimit-Remain": str(remain)}


class Gate:
    """Puts a call's result, or its error, into Zalo's envelope."""

    def __init__(self, faults: Faults, tokens: Tokens, limit: RateLimit) -> None:
        self._faults = faults
        self._tokens = tokens
        self._limit = limit

    def around(self, name: str, call: Call) -> Handler:
        """The handler of a route; ``name`` is what faults are ordered by."""

        async def handler(request: web.Request) -> web.StreamResponse:
            return await self._faults.through(name, request, partial(self._answer, call))

        return handler

    async def _answer(self, call: Call, request: web.Request) -> web.StreamResponse:
        try:
            self._limit.count()
            self._tokens.check(request.headers.get("access_token"))
            body = {"data": await call(request), "error": 0, "message": "Success"}
        except ZaloError as error:
            body = error.body()
        return web.json_response(body, headers=self._limit.headers())


async def no_such_api(_request: web.Request) -> web.StreamResponse:
    """Paths that never were, and those that were shut down."""
    return web.json_response({"error": 404, "message": "empty or invalid API"}, status=404)
