"""Photos that browsers sent, until their turn has read them."""

import asyncio
import contextlib
import hashlib
import os
import time
from pathlib import Path

from aiohttp import web

from bot.bounded import TooLarge, read_bounded
from bot.channels.webchat.errors import Refused
from bot.file_kinds import sniff
from bot.pulse import pulse_of

LARGEST_PHOTO = 10 * 1024 * 1024
KEPT_SECONDS = 3600.0
BETWEEN_LOOKS = 600.0
# Of one session in that time, and of all together in bytes: who wants to fill the disk gets no further.
MOST_PHOTOS, MOST_BYTES = 12, 500 * 1024 * 1024
# So many are held in memory at once; the others wait.
AT_ONCE = 4
_PICTURES = frozenset({"jpeg", "png", "webp"})


class PhotoBox:
    """A folder for each session; no name here comes from outside, and nothing is served from here."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first photo."""
        self._folder = folder
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def take(self, request: web.Request, session: str, message: str) -> str:
        """Where the photo lies that is the body; sent again it lies there once. Raises Refused."""
        if (request.content_length or 0) > LARGEST_PHOTO:
            raise Refused("photo_too_large")
        async with self._at_once:
            try:
                content = await read_bounded(request.content, LARGEST_PHOTO)
            except TooLarge:
                raise Refused("photo_too_large") from None
            except web.RequestPayloadError:
                raise Refused("photo_unknown") from None
            if sniff(content) not in _PICTURES:
                raise Refused("photo_unknown")
            return await asyncio.to_thread(self._put, _hashed(session), _hashed(message), content)

    async def read(self, address: str) -> bytes:
        """The photo that lies there; raises OSError, FileNotFoundError among them."""
        return await asyncio.to_thread((self._folder / address).read_bytes)

    async def keep_tidy(self) -> None:
        """Forgets photos an hour after they came, until it is cancelled."""
        pulse = pulse_of("photos", BETWEEN_LOOKS)
        while True:
            await asyncio.to_thread(self._tidy, time.time() - KEPT_SECONDS)
            pulse.beat()
            await asyncio.sleep(BETWEEN_LOOKS)

    def _put(self, session: str, name: str, content: bytes) -> str:
        sizes = self._tidy(time.time() - KEPT_SECONDS)
        path = self._folder / session / name
        if not path.exists():
            if len([one for one in sizes if one.parent == path.parent]) >= MOST_PHOTOS:
                raise Refused("photo_enough")
            if sum(sizes.values()) + len(content) > MOST_BYTES:
                raise Refused("not_stored")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_suffix(".part")
            draft.touch(mode=0o600)
            draft.write_bytes(content)
            os.replace(draft, path)
        return f"{session}/{name}"

    def _tidy(self, before: float) -> dict[Path, int]:
        """Forgets what is older; the rest with the size of each."""
        sizes = {}
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                kept = path.stat()
                if kept.st_mtime < before:
                    path.unlink()
                else:
                    sizes[path] = kept.st_size
        return sizes


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]
