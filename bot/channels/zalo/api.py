"""Calls of Zalo's API: the token, the envelope, and what went wrong in the words of delivery."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import msgspec

from bot.channels.zalo.bodies import decoded
from bot.channels.zalo.errors import HUMAN_CODES, TokenRejected, failure_of
from bot.channels.zalo.tokens import HUMAN_PATIENCE, Tokens
from bot.conversation.delivery import DeliveryUnknown, TemporaryFailure

CONNECT_SECONDS = 3.0
CALL_SECONDS = 8.0
# The sender counts a reply as lost after ten seconds; the answer must be understood before.
SEND_SECONDS = 9.5
# With less time left a call is not begun.
SHORTEST_CALL = 1.0
_SERVER_ERROR = 500
_TOO_MANY = 429


class Deadline:
    """The time that one reply has, whichever calls it takes."""

    def __init__(self, seconds: float = SEND_SECONDS) -> None:
        """Runs from now on."""
        self._end = asyncio.get_running_loop().time() + seconds

    def timeout(self) -> aiohttp.ClientTimeout:
        """For the next call; raises TemporaryFailure where no time is left for it."""
        left = self._end - asyncio.get_running_loop().time()
        if left < SHORTEST_CALL:
            raise TemporaryFailure("slow")
        return aiohttp.ClientTimeout(total=min(left, CALL_SECONDS), connect=CONNECT_SECONDS)


class _Envelope(msgspec.Struct):
    """Errors come with HTTP 200; ``data`` is there when all went well."""

    error: int
    data: Any = None


class ZaloApi:
    """Every call raises TemporaryFailure, PermanentFailure or DeliveryUnknown."""

    def __init__(self, http: aiohttp.ClientSession, url: str, tokens: Tokens) -> None:
        """``refusal`` is the number with which Zalo last refused until somebody mends something."""
        self._http = http
        self._url = url.rstrip("/")
        self._tokens = tokens
        self.refusal: int | None = None

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """Asks; the query goes as one parameter of JSON, as Zalo wants it."""
        params = {"data": msgspec.json.encode(query).decode()} if query is not None else {}
        return await self._call("GET", path, Deadline(), lambda: {"params": params})

    async def post(self, path: str, body: Any, deadline: Deadline | None = None) -> Mapping[str, Any]:
        """Sends JSON."""
        return await self._call("POST", path, deadline or Deadline(), lambda: {"json": body})

    async def upload(self, path: str, name: str, content: bytes, deadline: Deadline) -> Mapping[str, Any]:
        """Uploads a file."""

        def form() -> dict[str, Any]:
            form = aiohttp.FormData()
            form.add_field("file", content, filename=name)
            return {"data": form}

        try:
            return await self._call("POST", path, deadline, form)
        except DeliveryUnknown as error:  # nobody sees what was uploaded twice
            raise TemporaryFailure(str(error)) from None

    async def _call(
        self, method: str, path: str, deadline: Deadline, content: Callable[[], dict[str, Any]]
    ) -> Mapping[str, Any]:
        token = await self._tokens.access()
        try:
            return await self._once(method, path, deadline, content(), token)
        except TokenRejected:
            token = await self._tokens.access(rejected=token)
        try:
            return await self._once(method, path, deadline, content(), token)
        except TokenRejected:
            raise TemporaryFailure("token", patience=HUMAN_PATIENCE) from None

    async def _once(
        self, method: str, path: str, deadline: Deadline, content: dict[str, Any], token: str
    ) -> Mapping[str, Any]:
        status, raw = await self._exchange(method, path, deadline.timeout(), content, token)
        if status >= _SERVER_ERROR or status == _TOO_MANY:
            raise TemporaryFailure(f"http_{status}")
        answer = decoded(raw)
        if answer is None:
            raise TemporaryFailure("no_json")
        try:
            return self._data(msgspec.convert(answer, _Envelope, strict=False))
        except msgspec.ValidationError:  # it may have been done all the same
            raise DeliveryUnknown("odd_answer") from None

    async def _exchange(
        self, method: str, path: str, timeout: aiohttp.ClientTimeout, content: dict[str, Any], token: str
    ) -> tuple[int, bytes]:
        options: dict[str, Any] = {**content, "timeout": timeout, "allow_redirects": False}
        try:
            async with self._http.request(
                method, self._url + path, headers={"access_token": token}, **options
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise TemporaryFailure("not_reached") from None
        except TimeoutError:
            raise DeliveryUnknown("timeout") from None
        except (aiohttp.ClientError, OSError) as error:
            raise DeliveryUnknown(type(error).__name__) from None

    def _data(self, answer: _Envelope) -> Mapping[str, Any]:
        if answer.error:
            self.refusal = answer.error if answer.error in HUMAN_CODES else self.refusal
            raise failure_of(answer.error)
        self.refusal = None
        return answer.data if isinstance(answer.data, dict) else {}
