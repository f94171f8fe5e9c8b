"""Pictures that citizens sent, from Zalo's own hosts and from nowhere else: an address is only a claim."""

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.bounded import TooLarge, read_bounded
from bot.conversation.delivery import AttachmentRefused, TemporaryFailure

LARGEST = 10 * 1024 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=8, connect=3)
KINDS = ("image/jpeg", "image/png", "image/webp", "image/gif")
# Only where the configuration names one of these is it reached, and without encryption.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OK = 200
_SERVER_ERROR = 500


class Downloads:
    """Fetches from hosts of a list; follows no redirect."""

    def __init__(self, hosts: Sequence[str]) -> None:
        """A host with a dot in front stands for every host below it. To be made in a running event loop."""
        self._hosts = tuple(hosts)
        connector = aiohttp.TCPConnector(resolver=PublicOnly(self._hosts))
        self._http = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Ends the session."""
        await self._http.close()

    async def picture(self, address: str) -> bytes:
        """The picture; raises AttachmentRefused, or TemporaryFailure where it may come later."""
        if not _is_allowed(address, self._hosts):
            raise AttachmentRefused("strange_host")
        try:
            async with self._http.get(address, timeout=TIMEOUT, allow_redirects=False) as answer:
                _check(answer)
                return await read_bounded(answer.content, LARGEST)
        except TooLarge:
            raise AttachmentRefused("too_large") from None
        except aiohttp.InvalidURL:
            raise AttachmentRefused("strange_host") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise TemporaryFailure(type(error).__name__) from None


class PublicOnly(AbstractResolver):
    """Refuses names that lead into our own network."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = hosts
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of the host; raises AttachmentRefused where one is not public."""
        found = await self._system.resolve(host, port, family)
        listed = host in LOOPBACK and host in self._hosts
        if not listed and not all(ipaddress.ip_address(one["host"]).is_global for one in found):
            raise AttachmentRefused("private_address")
        return found

    async def close(self) -> None:
        """Nothing is kept."""


def _is_allowed(address: str, hosts: Sequence[str]) -> bool:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    listed = any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)
    return listed and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status >= _SERVER_ERROR:
        raise TemporaryFailure("http")
    if answer.status != _OK:
        raise AttachmentRefused("http")
    if answer.content_type not in KINDS:
        raise AttachmentRefused("kind")
    if (answer.content_length or 0) > LARGEST:
        raise AttachmentRefused("too_large")
