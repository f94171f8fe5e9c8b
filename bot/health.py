"""``/health/live`` and ``/health/ready``: whether the process runs, and whether it can do its work."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from aiohttp import web

from bot.clock import Clock

Check = Callable[[], Awaitable[bool]]

# A check that takes longer counts as failed: who asks must hear of it, not wait.
CHECK_SECONDS = 2.0
# The data folder needs room for the database to grow and for a backup to be made.
LEAST_FREE_BYTES = 10**9
LEAST_FREE_SHARE = 0.05
OLDEST_BACKUP = timedelta(days=2)


class Warns(Protocol):
    """A part of the program that tells what officers should mend or look into."""

    def warnings(self) -> Sequence[str]:
        """One sentence for each; empty while all is well."""
        ...


class DiskSpace:
    """Warns before the disk is full."""

    def __init__(
        self, folder: Path, usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage
    ) -> None:
        """``usage`` tells total, used and free bytes of the disk on which the folder is."""
        self._folder, self._usage = folder, usage

    def warnings(self) -> Sequence[str]:
        """One sentence when less than 1 GB or a twentieth is free, or when nobody can tell."""
        try:
            total, _, free = self._usage(self._folder)
        except OSError as error:
            return [f"the data folder cannot be looked at ({type(error).__name__}): RUNBOOK, Is it well?"]
        if free >= max(LEAST_FREE_BYTES, LEAST_FREE_SHARE * total):
            return []
        return [f"the disk of the data folder has {free // 10**6} MB free: make room (RUNBOOK, Is it well?)"]


class BackupAge:
    """Warns where backups were made and are made no more."""

    def __init__(self, stamp: Path, clock: Clock) -> None:
        """``stamp`` is the file into which each backup writes its time."""
        self._stamp, self._clock = stamp, clock

    def warnings(self) -> Sequence[str]:
        """One sentence when the last one is two days old; none where there never was one."""
        try:
            made_at = datetime.fromisoformat(self._stamp.read_text().strip())
        except FileNotFoundError:
            return []
        except (OSError, ValueError):
            return ["nobody can tell when the last backup was made: RUNBOOK, Backup"]
        if self._clock() - made_at < OLDEST_BACKUP:
            return []
        return [f"the last backup is of {made_at:%d/%m/%Y}: RUNBOOK, Backup"]


def setup_health(
    app: web.Application, checks: dict[str, Check], warnings: Callable[[], Sequence[str]] = tuple
) -> None:
    """Adds both routes; ``checks`` maps what is missing, in words, to the test that finds out.

    ``warnings`` tells what officers should mend while all goes on; they make nothing unready.
    """

    async def live(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "program": "chidan"})

    async def ready(request: web.Request) -> web.Response:
        found = await asyncio.gather(*(_fault(words, check) for words, check in checks.items()))
        missing = [words for words in found if words]
        body: dict[str, object] = {"status": "not ready" if missing else "ready", "missing": missing}
        body["warnings"] = list(warnings())
        return web.json_response(body, status=503 if missing else 200)

    app.router.add_get("/health/live", live)
    app.router.add_get("/health/ready", ready)


async def _fault(words: str, check: Check) -> str:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return "" if await check() else words
    except TimeoutError:
        return f"{words} (no answer within {CHECK_SECONDS:.0f} s)"
