"""Photos of forms that are not sent yet: each person's in a folder of its own."""

import asyncio
import contextlib
import hashlib
import logging
import shutil
from pathlib import Path

from bot.hotline.files import FileRefused, FileStore, StoredFile

logger = logging.getLogger("chidan.hotline")


class PhotoShelf:
    """Nothing here belongs to a ticket yet; whoever sends the form takes it away from here."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first photo."""
        self._folder = folder

    async def put(self, person: str, content: bytes) -> StoredFile | None:
        """Where it lies, and whether it lay there before; None for what tickets do not take."""
        try:
            return await asyncio.to_thread(self._of(person).put, content)
        except FileRefused:
            return None
        except OSError as error:
            logger.error("a photo could not be kept: %s", type(error).__name__)
            return None

    async def forget(self, person: str, name: str) -> None:
        """Takes it away; one that is not there is no error."""
        await asyncio.to_thread(self._of(person).remove, name)

    async def forget_person(self, person: str) -> None:
        """Takes all of it away."""
        await asyncio.to_thread(shutil.rmtree, self._folder / self.folder_of(person), ignore_errors=True)

    def move(self, person: str, name: str, to: FileStore, called: str) -> StoredFile | None:
        """The photo in the store of tickets; None where this person handed over none of that hash."""
        try:
            return to.put(self._of(person).read(name), called)
        except (OSError, ValueError, FileRefused):
            return None

    def tidy(self, before: float) -> int:
        """Forgets the photos of all who handed over nothing since then; how many people these were."""
        forgotten = 0
        for folder in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                newest = max((file.stat().st_mtime for file in folder.rglob("*")), default=0.0)
                if newest < before:
                    shutil.rmtree(folder)
                    forgotten += 1
        return forgotten

    def folder_of(self, person: str) -> str:
        """The name of a person's folder: hashed, it is no path that leads anywhere else."""
        return hashlib.sha256(person.encode()).hexdigest()[:32]

    def _of(self, person: str) -> FileStore:
        return FileStore(self._folder / self.folder_of(person))
