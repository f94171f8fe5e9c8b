"""Pictures and files of our own pages, which Zalo wants uploaded before they are sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import aiohttp

from bot.channels.zalo.api import Deadline, ZaloApi
from bot.conversation.clock import Clock
from bot.conversation.delivery import PermanentFailure, TemporaryFailure

LARGEST_IMAGE = 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
FILE_KINDS = (".pdf", ".doc", ".docx", ".csv")
# Zalo forgets an upload after seven days.
KEPT_FOR = timedelta(days=6)
MOST_KEPT = 1_000
_SERVER_ERROR = 500


@dataclass(frozen=True)
class Kind:
    """Where that kind is uploaded, what the answer calls it, and how large it may be."""

    path: str
    key: str
    largest: int


IMAGE = Kind("/v2.0/oa/upload/image", "attachment_id", LARGEST_IMAGE)
FILE = Kind("/v2.0/oa/upload/file", "token", LARGEST_FILE)


class Uploads:
    """The same content is uploaded once in six days; it is looked at each time, since pages change."""

    def __init__(self, http: aiohttp.ClientSession, api: ZaloApi, public_url: str, clock: Clock) -> None:
        """``http`` fetches from ``public_url``."""
        self._http = http
        self._api = api
        self._public_url = public_url
        self._clock = clock
        self._kept: dict[str, tuple[str, datetime]] = {}

    async def uploaded(self, address: str, kind: Kind, deadline: Deadline) -> str:
        """Zalo's name for the content at the address; raises TemporaryFailure or PermanentFailure."""
        url = absolute(self._public_url, address)
        content = await self._fetch(url, kind.largest, deadline)
        digest = hashlib.sha256(kind.key.encode() + content).hexdigest()
        found = self._kept.get(digest)
        if found is not None and self._clock() < found[1]:
            return found[0]
        answer = await self._api.upload(kind.path, file_name(url), content, deadline)
        name = answer.get(kind.key)
        if not isinstance(name, str):
            raise TemporaryFailure("upload")
        self._keep(digest, name)
        return name

    def forget(self, name: str) -> None:
        """Zalo says that this upload has died."""
        self._kept = {digest: kept for digest, kept in self._kept.items() if kept[0] != name}

    def _keep(self, digest: str, name: str) -> None:
        self._kept.pop(digest, None)
        self._kept[digest] = (name, self._clock() + KEPT_FOR)
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    async def _fetch(self, url: str, largest: int, deadline: Deadline) -> bytes:
        content = bytearray()
        try:
            async with self._http.get(url, timeout=deadline.timeout(), allow_redirects=False) as answer:
                if answer.status >= _SERVER_ERROR:
                    raise TemporaryFailure("own_page")
                if answer.status != 200:
                    raise PermanentFailure("own_page")
                async for chunk in answer.content.iter_any():
                    content += chunk
                    if len(content) > largest:
                        raise PermanentFailure("too_large")
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise TemporaryFailure("own_page") from None
        return bytes(content)


def absolute(public_url: str, address: str) -> str:
    """The address by which others reach it: paths are our own pages."""
    return public_url.rstrip("/") + address if address.startswith("/") else address


def file_name(url: str) -> str:
    """The last part of the address, as the person will see it."""
    return PurePosixPath(unquote(urlsplit(url).path)).name


def is_sendable(url: str) -> bool:
    """Whether Zalo takes files of that kind."""
    return file_name(url).lower().endswith(FILE_KINDS)
