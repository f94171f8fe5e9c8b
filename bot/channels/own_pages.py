"""Pictures and files of replies, fetched from this very server: no platform has to reach it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import aiohttp

from bot.bounded import TooLarge, read_bounded
from bot.conversation.delivery import PermanentFailure, TemporaryFailure

_SERVER_ERROR = 500


@dataclass(frozen=True)
class Page:
    """What was fetched, and the name under which people get it."""

    name: str
    content: bytes


class OwnPages:
    """Paths are looked for here, other addresses where they say."""

    def __init__(self, own_url: str) -> None:
        """``own_url`` is where this machine reaches the server."""
        self._own_url = own_url

    async def fetch(self, address: str, largest: int, timeout: aiohttp.ClientTimeout) -> Page:
        """The page of at most so many bytes; raises TemporaryFailure or PermanentFailure."""
        url = absolute(self._own_url, address)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.get(url, allow_redirects=False) as answer,
            ):
                content = await _content(answer, largest)
                disposition = answer.content_disposition
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise TemporaryFailure("own_page") from None
        return Page((disposition and disposition.filename) or file_name(url), content)


async def _content(answer: aiohttp.ClientResponse, largest: int) -> bytes:
    if answer.status >= _SERVER_ERROR:
        raise TemporaryFailure("own_page")
    if answer.status != 200:
        raise PermanentFailure("own_page")
    try:
        return await read_bounded(answer.content, largest)
    except TooLarge:
        raise PermanentFailure("too_large") from None


def absolute(url: str, address: str) -> str:
    """The address below that one, where it is a path: such are our own pages."""
    return url.rstrip("/") + address if address.startswith("/") else address


def file_name(url: str) -> str:
    """The last part of the address."""
    return PurePosixPath(unquote(urlsplit(url).path)).name
