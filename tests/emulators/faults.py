"""Failures that a test orders: the next calls of a name fail in the way that it says."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Fault = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]

ANY = "*"
BAD_GATEWAY_PAGE = (
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
)


class Faults:
    """The failures that are still to come, by the name of the call."""

    def __init__(self) -> None:
        """Nothing fails."""
        self._coming: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, call: str, fault: Fault, times: int = 1) -> None:
        """The next calls of that name (or ``ANY``) fail so."""
        self._coming[call].extend([fault] * times)

    def clear(self) -> None:
        """Nothing fails any more."""
        self._coming.clear()

    async def through(self, call: str, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What the handler answers, unless a failure is due."""
        coming = self._coming[call] or self._coming[ANY]
        return await (coming.popleft()(request, handler) if coming else handler(request))


def answers(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Fault:
    """Nothing is done, and this is answered."""

    async def fault(_request: web.Request, _handler: Handler) -> web.StreamResponse:
        return web.json_response(body, status=status, headers=headers)

    return fault


async def bad_gateway(_request: web.Request, _handler: Handler) -> web.StreamResponse:
    """Nothing is done, and a proxy answers 502 with a page."""
    return web.Response(status=502, text=BAD_GATEWAY_PAGE, content_type="text/html")


def hangs(seconds: float, *, processed: bool = False) -> Fault:
    """Silence for that long, then the connection is dropped; the call may have been processed before."""

    async def fault(request: web.Request, handler: Handler) -> web.StreamResponse:
        if processed:
            await handler(request)
        await asyncio.sleep(seconds)
        return _dropped(request)

    return fault


def reset(*, processed: bool) -> Fault:
    """The connection is reset; nobody can tell from it whether the call was processed."""
    return hangs(0, processed=processed)


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
