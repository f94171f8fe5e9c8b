"""The address that Telegram posts updates to."""

import hmac
import json
import logging

from aiohttp import web

from bot.bounded import TooLarge, read_bounded
from bot.channels.telegram.intake import Intake
from bot.storage.errors import StorageUnavailable

PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - only its name
LARGEST_BODY = 256 * 1024

logger = logging.getLogger("chidan.telegram")


class Webhook:
    """Answers 200 once an update is safe, and to whatever else Telegram posts: it would come again."""

    def __init__(self, secret: str, intake: Intake) -> None:
        """Without a secret nothing is taken."""
        self._secret = secret.encode()
        self._intake = intake

    async def post(self, request: web.Request) -> web.Response:
        """POST: 403 without the secret, 413 for what is too large, 503 if it could not be stored."""
        if not self._is_telegram(request):
            return web.Response(status=403)
        body = await _read(request)
        if body is None:
            return web.Response(status=413)
        try:
            await self._intake.take(_decoded(body))
        except StorageUnavailable:
            return web.Response(status=503)
        return web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return bool(self._secret) and hmac.compare_digest(given, self._secret)


async def _read(request: web.Request) -> bytes | None:
    """The body, None if it is too large."""
    if (request.content_length or 0) > LARGEST_BODY:
        return None
    try:
        return await read_bounded(request.content, LARGEST_BODY)
    except TooLarge:
        return None
    except web.RequestPayloadError:  # broken off, or not compressed as its headers say
        return b""


def _decoded(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None  # read as an update it is refused like any other that is none
