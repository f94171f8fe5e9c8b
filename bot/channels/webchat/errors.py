"""Input that the web chat cannot take, told in one form: ``{"error": {"code", "message", "field"}}``."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path

import msgspec
from aiohttp import hdrs, web

from bot.storage.errors import StorageUnavailable
from bot.web.errors import error_json

ERRORS_FILE = Path(__file__).parent / "errors.yml"
RETRY_AFTER_SECONDS = "2"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """The request cannot be taken; the code names an entry of ``errors.yml``."""

    def __init__(self, code: str, field: str | None = None) -> None:
        """``field`` is the part of the request that is wrong."""
        super().__init__(code)
        self.code = code
        self.field = field


class ErrorText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one error is answered."""

    status: int
    message: str


class ErrorAnswers:
    """Turns what handlers raise into answers."""

    def __init__(self, path: Path = ERRORS_FILE) -> None:
        """Reads the texts."""
        self._texts = msgspec.yaml.decode(path.read_bytes(), type=dict[str, ErrorText])

    def around(self, handler: Handler) -> Handler:
        """The handler, with every Refused and StorageUnavailable answered."""

        async def answering(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except Refused as refused:
                return self._answer(refused.code, refused.field)
            except StorageUnavailable:
                return self._answer("not_stored", None)

        return answering

    def _answer(self, code: str, field: str | None) -> web.Response:
        text = self._texts[code]
        headers: dict[str, str] = {hdrs.CACHE_CONTROL: "no-store"}
        if text.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers[hdrs.RETRY_AFTER] = RETRY_AFTER_SECONDS
        return error_json(text.status, code, text.message, field, headers)
