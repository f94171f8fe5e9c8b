"""One question to the one-stop system over HTTP, and every way in which it can go wrong."""

import asyncio

import aiohttp
import msgspec

from bot.bounded import TooLarge, read_bounded
from bot.dossiers.sources.http_config import HttpSourceConfig
from bot.dossiers.sources.source import Reason, SourceDown

CONNECT_SECONDS = 1.0
RETRY_SECONDS = 0.1
LARGEST = 256 * 1024
_OK, _NOT_FOUND = 200, 404
_REFUSALS = (401, 403)
_REDIRECTS = range(300, 400)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def one_stop_http() -> aiohttp.ClientSession:
    """The client session that suits such a system; whoever takes it closes it."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


async def ask(
    http: aiohttp.ClientSession, config: HttpSourceConfig, code: str, deadline: float
) -> tuple[bool, object]:
    """Whether there is such a dossier, and what was answered; ``deadline`` by the loop's clock.

    Raises SourceDown. Where no connection is made it is tried once more; if one breaks off, aiohttp does so.
    """
    try:
        async with asyncio.timeout_at(deadline):
            try:
                return await _ask_once(http, config, code)
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(RETRY_SECONDS)
            return await _ask_once(http, config, code)
    except TimeoutError:
        raise SourceDown(Reason.TIMEOUT) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise SourceDown(_reason_of(error)) from None


async def _ask_once(http: aiohttp.ClientSession, config: HttpSourceConfig, code: str) -> tuple[bool, object]:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if config.token:
        headers["Authorization"] = f"Bearer {config.token}"
    timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS)
    address = config.address(code)
    async with http.get(address, headers=headers, timeout=timeout, allow_redirects=False) as answer:
        _check(answer)
        if answer.status == _NOT_FOUND:
            return False, None
        return True, _decoded(await _body(answer))


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status in _REFUSALS:
        raise SourceDown(Reason.UNAUTHORISED)
    if answer.status in _REDIRECTS:
        raise SourceDown(Reason.REDIRECT)
    if answer.status not in (_OK, _NOT_FOUND):
        raise SourceDown(Reason.HTTP_STATUS)
    # A page that says 404 is a wrong address and tells nothing of the dossier; without a body it may be one.
    is_json = answer.content_type == "application/json" or answer.content_type.endswith("+json")
    if not is_json and not (answer.status == _NOT_FOUND and answer.content_length == 0):
        raise SourceDown(Reason.NOT_JSON)


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    try:
        return await read_bounded(answer.content, LARGEST)
    except TooLarge:
        raise SourceDown(Reason.TOO_LARGE) from None


def _decoded(content: bytes) -> object:
    try:
        return msgspec.json.decode(content.removeprefix(_BYTE_ORDER_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SourceDown(Reason.JSON) from None


def _reason_of(error: Exception) -> Reason:
    if isinstance(error, aiohttp.ClientSSLError):
        return Reason.CERTIFICATE
    return Reason.CUT_OFF if isinstance(error, aiohttp.ClientPayloadError) else Reason.CONNECTION
