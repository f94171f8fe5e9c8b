"""Pictures and files of our own pages, which Zalo wants uploaded before they are sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.own_pages import OwnPages, file_name
from bot.channels.zalo.api import Deadline, ZaloApi
from bot.clock import Clock
from bot.conversation.delivery import TemporaryFailure

LARGEST_IMAGE = 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
FILE_KINDS = (".pdf", ".doc", ".docx", ".csv")
# Zalo forgets an upload after seven days.
KEPT_FOR = timedelta(days=6)
MOST_KEPT = 1_000


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

    def __init__(self, api: ZaloApi, own_url: str, clock: Clock) -> None:
        """``own_url`` is where this machine reaches our pages."""
        self._api = api
        self._own = OwnPages(own_url)
        self._clock = clock
        self._kept: dict[str, tuple[str, datetime]] = {}

    async def uploaded(self, address: str, kind: Kind, deadline: Deadline) -> str:
        """Zalo's name for the content at the address; raises TemporaryFailure or PermanentFailure."""
        page = await self._own.fetch(address, kind.largest, deadline.timeout())
        digest = hashlib.sha256(kind.key.encode() + page.content).hexdigest()
        found = self._kept.get(digest)
        if found is not None and self._clock() < found[1]:
            return found[0]
        answer = await self._api.upload(kind.path, page.name, page.content, deadline)
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


def is_sendable(url: str) -> bool:
    """Whether Zalo takes files of that kind."""
    return file_name(url).lower().endswith(FILE_KINDS)
