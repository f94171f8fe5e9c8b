"""Ways in which such a system fails or answers nonsense, to be ordered from ``Faults``."""

import asyncio
import json
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from aiohttp import web

from tests.emulators.faults import Fault, Handler, answers, bad_gateway, reset

CHUNK = b" " * 65_536
HUGE_CHUNKS = 160  # ten megabytes

Change = Callable[[dict[str, Any]], object]


def late(seconds: float) -> Fault:
    """The right answer, but after that long."""

    async def fault(request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await handler(request)

    return fault


def sends(body: bytes, content_type: str = "application/json", status: int = 200) -> Fault:
    """Exactly these bytes."""

    async def fault(_request: web.Request, _handler: Handler) -> web.StreamResponse:
        return web.Response(body=body, content_type=content_type, status=status)

    return fault


def altered(change: Change) -> Fault:
    """The right answer, changed in place (or replaced by what ``change`` returns)."""

    async def fault(request: web.Request, handler: Handler) -> web.StreamResponse:
        right = await handler(request)
        assert isinstance(right, web.Response)
        assert isinstance(right.body, bytes)
        body = json.loads(right.body)
        changed = change(body)
        return web.json_response(body if changed is None else changed, status=right.status)

    return fault


def drips(seconds: float = 1.0) -> Fault:
    """The right answer, one byte after the other with a pause between."""

    async def fault(request: web.Request, handler: Handler) -> web.StreamResponse:
        right = await handler(request)
        assert isinstance(right, web.Response)
        assert isinstance(right.body, bytes)
        stream = web.StreamResponse(headers={"Content-Type": "application/json"})
        await stream.prepare(request)
        for at in range(len(right.body)):
            await stream.write(right.body[at : at + 1])
            await asyncio.sleep(seconds)
        return stream

    return fault


async def half(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The first half of the right answer, then the connection is dropped."""
    right = await handler(request)
    assert isinstance(right, web.Response)
    assert isinstance(right.body, bytes)
    stream = web.StreamResponse(
        headers={"Content-Type": "application/json", "Content-Length": str(len(right.body))}
    )
    await stream.prepare(request)
    await stream.write(right.body[: len(right.body) // 2])
    assert request.transport is not None
    request.transport.close()
    return stream


async def huge(request: web.Request, _handler: Handler) -> web.StreamResponse:
    """Ten megabytes of blanks before anything else."""
    stream = web.StreamResponse(headers={"Content-Type": "application/json"})
    await stream.prepare(request)
    for _ in range(HUGE_CHUNKS):
        await stream.write(CHUNK)
    return stream


async def bomb(_request: web.Request, _handler: Handler) -> web.StreamResponse:
    """Ten megabytes packed into ten kilobytes."""
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    return web.Response(body=_packed(), headers=headers)


@cache
def _packed() -> bytes:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(CHUNK) for _ in range(HUGE_CHUNKS)), packer.flush()])


async def redirects(request: web.Request, _handler: Handler) -> web.StreamResponse:
    """To a page where somebody would have to sign in."""
    return web.Response(status=302, headers={"Location": "/sign-in"})


def _other(body: dict[str, Any]) -> None:
    body["MaHoSo"] = body["MaHoSo"][:-4] + "9999"


def _without_status(body: dict[str, Any]) -> None:
    del body["TrangThaiHoSo"]


def _thirtieth_of_february(body: dict[str, Any]) -> None:
    body["NgayHenTra"] = "20260230170000"


def _unheard_status(body: dict[str, Any]) -> None:
    body["TrangThaiHoSo"] = "11"


BREAKDOWNS: dict[str, Fault] = {
    "late": late(10),
    "reset": reset(processed=False),
    "500": answers(500, {"error": "internal"}),
    "page": sends("<html>Bảo trì hệ thống</html>".encode(), "text/html"),
    "bad-gateway": bad_gateway,
    "broken-json": sends(b'{"MaHoSo": "H19.25-2611'),
    "half": half,
    "other-dossier": altered(_other),
    "missing-field": altered(_without_status),
    "no-such-day": altered(_thirtieth_of_february),
    "unheard-status": altered(_unheard_status),
    "huge": huge,
    "bomb": bomb,
    "redirect": redirects,
    "drip": drips(),
}
