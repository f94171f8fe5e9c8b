"""A provincial one-stop system that tells of its dossiers to whoever has the token."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from hmac import compare_digest
from pathlib import Path

import msgspec
import yaml
from aiohttp import web

from tests.emulators.faults import Fault, Faults
from tests.emulators.loopback import serving
from tests.emulators.one_stop.answers import Dossier, Refusal

DESCRIPTION = Path(__file__).with_name("openapi.yml")
TOKEN = "one-stop-emulator-token"
CALL = "dossier"  # what faults are ordered by


class OneStopEmulator:
    """Some dossiers behind HTTP; counts what it is asked. ``always`` is how every answer fails."""

    def __init__(self, dossiers: Iterable[Dossier] = (), token: str = TOKEN) -> None:
        """Nothing is served before ``running``."""
        self.token = token
        self.url = ""
        self.dossiers = {dossier.code: dossier for dossier in dossiers}
        self.faults = Faults()
        self.always: Fault | None = None
        self.asked: list[str] = []
        self.given_up = 0
        self.most_at_once = 0
        self._now = 0

    def put(self, dossier: Dossier) -> None:
        """Takes the place of what was there under its code."""
        self.dossiers[dossier.code] = dossier

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator["OneStopEmulator"]:
        """Serves at ``url`` until the end."""
        async with serving(self._app(), port) as self.url:
            yield self

    def _app(self) -> web.Application:
        app = web.Application(handler_args={"handler_cancellation": True})
        app.router.add_get("/openapi.json", _describe)
        app.router.add_get("/dossiers/{code}", self._dossier)
        app.router.add_route("*", "/{path:.*}", _nowhere)
        return app

    async def _dossier(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.match_info["code"])
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            if self.always:
                return await self.always(request, self._answer)
            return await self.faults.through(CALL, request, self._answer)
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        finally:
            self._now -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        given = request.headers.get("Authorization", "")
        if not compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            return _json(Refusal("no_token", "a token is needed: Authorization: Bearer …"), 401)
        found = self.dossiers.get(request.match_info["code"])
        if found is None:
            return _json(Refusal("no_such_dossier", "there is no dossier of this code"), 404)
        return _json(found, 200)


async def _describe(_request: web.Request) -> web.Response:
    return web.json_response(yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8")))


async def _nowhere(_request: web.Request) -> web.Response:
    return _json(Refusal("no_such_address", "look at /openapi.json"), 400)


def _json(answer: Dossier | Refusal, status: int) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), status=status, content_type="application/json")
