"""A plain client of the Zalo emulator and a plain receiver of its events, for the emulator's own tests."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from tests.emulators.loopback import serving
from tests.emulators.zalo.emulator import ZaloEmulator

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
GIF = b"GIF89a" + b"\0" * 64


class Caller:
    """Calls the API with the living access token unless another is given."""

    def __init__(self, emulator: ZaloEmulator, http: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.http = http
        self.token = emulator.tokens.issue_pair().access_token

    async def post(self, path: str, body: Any) -> dict[str, Any]:
        """The JSON answer of a call with a JSON body; it must be HTTP 200."""
        async with self.http.post(self._url(path), json=body, headers=self._headers()) as answer:
            assert answer.status == 200
            return dict(await answer.json())

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        """The JSON answer of a call with a query."""
        async with self.http.get(self._url(path), params=query, headers=self._headers()) as answer:
            return dict(await answer.json())

    async def cs(self, user_id: Any, message: Any) -> dict[str, Any]:
        """Sends a consultation message."""
        return await self.post("/v3.0/oa/message/cs", {"recipient": {"user_id": user_id}, "message": message})

    async def upload(self, kind: str, name: str, content: bytes) -> dict[str, Any]:
        """Uploads as image, gif or file."""
        form = aiohttp.FormData()
        form.add_field("file", content, filename=name)
        url = self._url(f"/v2.0/oa/upload/{kind}")
        async with self.http.post(url, data=form, headers=self._headers()) as answer:
            return dict(await answer.json())

    async def grant(self, form: Mapping[str, str], secret: str | None = None) -> dict[str, Any]:
        """Asks the OAuth server for a pair; every answer of it is HTTP 200."""
        headers = {"secret_key": secret or self.emulator.account.app_secret}
        url = self._url("/v4/oa/access_token")
        full = {"app_id": self.emulator.account.app_id, **form}
        async with self.http.post(url, data=full, headers=headers) as answer:
            assert answer.status == 200
            return dict(await answer.json())

    def _url(self, path: str) -> str:
        return self.emulator.url + path

    def _headers(self) -> dict[str, str]:
        return {"access_token": self.token}


class Receiver:
    """Takes events; answers with the scripted statuses first, then 200."""

    def __init__(self) -> None:
        """Has got nothing."""
        self.statuses: list[int] = []
        self.seconds = 0.0
        self.bodies: list[bytes] = []
        self.headers: list[Mapping[str, str]] = []

    @property
    def events(self) -> list[dict[str, Any]]:
        """What came, without the probe."""
        return [event for event in map(json.loads, self.bodies) if event]

    @property
    def names(self) -> list[str]:
        """The names of the events that came."""
        return [event["event_name"] for event in self.events]

    async def take(self, request: web.Request) -> web.Response:
        """The route."""
        self.bodies.append(await request.read())
        self.headers.append(request.headers)
        await asyncio.sleep(self.seconds)
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@asynccontextmanager
async def calling(emulator: ZaloEmulator) -> AsyncIterator[Caller]:
    """A caller of the emulator, which runs for as long."""
    async with emulator.running(), aiohttp.ClientSession() as http:
        yield Caller(emulator, http)


@asynccontextmanager
async def receiving() -> AsyncIterator[tuple[str, Receiver]]:
    """A receiver and its address."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/webhooks/zalo", receiver.take)
    async with serving(app) as url:
        yield f"{url}/webhooks/zalo", receiver
