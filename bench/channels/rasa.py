"""Stands in for Rasa where understanding does not matter: says back what it was asked, or nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.emulators.loopback import serving

ECHO = "về "


@asynccontextmanager
async def rasa_stand_in(seconds: float) -> AsyncIterator[str]:
    """Its address. Like Rasa it works on one message at a time, each of which takes so many seconds."""
    busy = asyncio.Lock()

    async def health(_request: web.Request) -> web.Response:
        return web.Response()

    async def answer(request: web.Request) -> web.Response:
        asked = await request.json()
        async with busy:
            await asyncio.sleep(seconds)
        said = {"outcome": "answered", "replies": [{"text": f"{ECHO}{asked['message']}"}]}
        return web.json_response([{"custom": said}])

    app = web.Application()
    app.router.add_get("/", health)
    app.router.add_post("/webhooks/rest/webhook", answer)
    async with serving(app) as url:
        yield url


@asynccontextmanager
async def hanging_rasa(seconds: float) -> AsyncIterator[str]:
    """Its address. It takes any number of messages and its health is good, but answers come late."""

    async def health(_request: web.Request) -> web.Response:
        return web.Response()

    async def answer(_request: web.Request) -> web.Response:
        await asyncio.sleep(seconds)
        return web.json_response([])

    app = web.Application()
    app.router.add_get("/", health)
    app.router.add_post("/webhooks/rest/webhook", answer)
    async with serving(app) as url:
        yield url
