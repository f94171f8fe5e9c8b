"""Uploads: pictures, moving pictures and files that messages name for seven days."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from aiohttp import web

from bot.clock import Clock
from tests.emulators.zalo.answers import ZaloError, beyond_limit, invalid
from tests.emulators.zalo.pictures import check_gif, check_image

ASSET_LIFE = timedelta(days=7)
MAX_FILE = 5 * 1024 * 1024
UPLOADS_PER_MONTH = 5_000
FILE_BEGINNINGS = {".pdf": b"%PDF", ".doc": b"\xd0\xcf\x11\xe0", ".docx": b"PK\x03\x04", ".csv": b""}


@dataclass(frozen=True)
class Asset:
    """What was uploaded."""

    kind: str
    name: str
    content: bytes
    at: datetime


class Assets:
    """Keeps uploads and answers their routes."""

    def __init__(self, clock: Clock) -> None:
        """``uploads_left`` is what remains of this month's."""
        self._clock = clock
        self._assets: dict[str, Asset] = {}
        self.uploads_left = UPLOADS_PER_MONTH

    def find(self, key: str, kind: str, field: str) -> Asset:
        """The living asset of that kind; raises what Zalo answers when there is none."""
        asset = self._assets.get(key)
        if asset is None or asset.kind != kind:
            raise invalid(field)
        if self._clock() - asset.at > ASSET_LIFE:
            raise ZaloError(-100)
        return asset

    def get(self, key: str) -> Asset | None:
        """The asset, even if too old to be sent."""
        return self._assets.get(key)

    async def upload_image(self, request: web.Request) -> dict[str, str]:
        """JPEG or PNG up to 1 MB."""
        name, content = await _uploaded(request)
        check_image(content, "file")
        return {"attachment_id": self._keep("image", name, content)}

    async def upload_gif(self, request: web.Request) -> dict[str, str]:
        """GIF up to 5 MB."""
        name, content = await _uploaded(request)
        check_gif(content, "file")
        return {"attachment_id": self._keep("gif", name, content)}

    async def upload_file(self, request: web.Request) -> dict[str, str]:
        """PDF, DOC, DOCX or CSV up to 5 MB."""
        name, content = await _uploaded(request)
        beginning = FILE_BEGINNINGS.get(PurePath(name).suffix.lower())
        if not content or beginning is None or not content.startswith(beginning):
            raise invalid("file")
        if len(content) > MAX_FILE:
            raise beyond_limit("file")
        return {"token": self._keep("file", name, content)}

    def _keep(self, kind: str, name: str, content: bytes) -> str:
        if self.uploads_left <= 0:
            raise ZaloError(-211)
        self.uploads_left -= 1
        key = secrets.token_urlsafe(48)
        self._assets[key] = Asset(kind, name, content, self._clock())
        return key


async def _uploaded(request: web.Request) -> tuple[str, bytes]:
    """The one part named ``file`` of a multipart body."""
    if request.content_type != "multipart/form-data":
        raise invalid("file")
    form = await request.post()
    part = form.get("file")
    if len(form) != 1 or not isinstance(part, web.FileField):
        raise invalid("file")
    return part.filename, part.file.read()
