"""Files that people and the bot sent, and the host that the bot downloads them from."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from aiohttp import web

from bot.clock import Clock
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import Refused, bad_request

MAX_DOWNLOAD = 20 * 1024 * 1024
LINK_LIFE = timedelta(hours=1)


@dataclass(frozen=True)
class File:
    """``kind`` is the field of a message that it stands in, such as photo."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    content: bytes

    def as_field(self, **more: Any) -> dict[str, Any]:
        """As it stands in a message."""
        sizes = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}
        return sizes | more


class Files:
    """All files by id, and the links that were given out."""

    def __init__(self, clock: Clock) -> None:
        """There are none."""
        self._clock = clock
        self._files: dict[str, File] = {}
        self._links: dict[str, tuple[File, datetime]] = {}

    def keep(self, kind: str, name: str, mime: str, content: bytes) -> File:
        """Gives the file its ids."""
        file = File(secrets.token_urlsafe(54), secrets.token_urlsafe(11), kind, name, mime, content)
        self._files[file.id] = file
        return file

    def find(self, file_id: str) -> File:
        """The file; raises what the Bot API answers when there is none."""
        file = self._files.get(file_id)
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return file

    async def get_file(self, parameters: Parameters) -> dict[str, Any]:
        """Gives out a link to a file of at most 20 MB."""
        file = self.find(parameters.text("file_id"))
        if len(file.content) > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        path = f"{file.kind}s/file_{len(self._links)}{PurePath(file.name).suffix}"
        self._links[path] = file, self._clock() + LINK_LIFE
        return file.as_field(file_path=path)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes behind a link that is not an hour old."""
        file, until = self._links.get(request.match_info["path"], (None, self._clock()))
        if file is None or until < self._clock():
            raise Refused(404, "Not Found")
        return web.Response(body=file.content, content_type="application/octet-stream")
