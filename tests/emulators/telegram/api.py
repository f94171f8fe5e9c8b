"""``/bot<token>/<method>`` and ``/file/bot<token>/<path>``: token, faults and the envelope of the answers."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from aiohttp import web

from bot.clock import Clock
from tests.emulators.faults import Faults, Handler
from tests.emulators.telegram.account import Account
from tests.emulators.telegram.parameters import Parameters, read_parameters
from tests.emulators.telegram.refusals import Refused
from tests.emulators.telegram.webhook import Told

Method = Callable[[Parameters], Awaitable[Any]]

TOKEN = re.compile(r"\d+:[\w-]{35}", re.ASCII)
# The name that faults of the file host are ordered by.
FILE = "file"


@dataclass(frozen=True)
class Call:
    """One call, with the code that it was answered with."""

    at: datetime
    method: str
    parameters: Mapping[str, str]
    code: int


class Api:
    """Methods by their name in lower case: the real server takes any."""

    def __init__(
        self, account: Account, methods: Mapping[str, Method], download: Handler, faults: Faults, clock: Clock
    ) -> None:
        """``download`` answers for the file host."""
        self._account = account
        self._names = {name.lower(): name for name in methods}
        self._methods = methods
        self._download = download
        self._faults = faults
        self._clock = clock
        self.calls: list[Call] = []

    def setup(self, app: web.Application) -> None:
        """Adds the routes."""
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = self._names.get(request.match_info["method"].lower(), "")
        return await self._faults.through(name, request, partial(self._answer, name))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return await self._faults.through(FILE, request, self._download_with_token)

    async def _answer(self, name: str, request: web.Request) -> web.StreamResponse:
        parameters = Parameters({}, {})
        try:
            self._check_token(request)
            if not name:
                raise Refused(404, "Not Found: method not found")
            parameters = await read_parameters(request)
            body = _envelope(await self._methods[name](parameters))
            code = 200
        except Refused as refused:
            body, code = refused.body(), refused.code
        self.calls.append(Call(self._clock(), name, dict(parameters.values), code))
        return web.json_response(body, status=code)

    async def _download_with_token(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            return await self._download(request)
        except Refused as refused:
            return web.json_response(refused.body(), status=refused.code)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not TOKEN.fullmatch(token):
            raise Refused(404, "Not Found")
        if token != self._account.token:
            raise Refused(401, "Unauthorized")


def _envelope(result: Any) -> dict[str, Any]:
    if isinstance(result, Told):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}
