"""The machine's disk, and whether its backups are still made."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.findings import Finding

# The data folder needs room for the database to grow and for a backup to be made.
LEAST_FREE_BYTES = 10**9
LEAST_FREE_SHARE = 0.05
OLDEST_BACKUP = timedelta(days=2)


class DiskSpace:
    """Warns before the disk is full."""

    def __init__(
        self, folder: Path, usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage
    ) -> None:
        """``usage`` tells total, used and free bytes of the disk on which the folder is."""
        self._folder, self._usage = folder, usage

    async def look(self) -> Sequence[Finding]:
        """Whether less than 1 GB or a twentieth is free, or nobody can tell."""
        try:
            total, _, free = self._usage(self._folder)
        except OSError as error:
            return [Finding("disk_unreadable", {"reason": type(error).__name__})]
        if free >= max(LEAST_FREE_BYTES, LEAST_FREE_SHARE * total):
            return []
        return [Finding("disk_full", {"free": free // 10**6})]


class BackupAge:
    """Warns where backups were made and are made no more."""

    def __init__(self, stamp: Path, clock: Clock) -> None:
        """``stamp`` is the file into which each backup writes its time."""
        self._stamp, self._clock = stamp, clock

    async def look(self) -> Sequence[Finding]:
        """Whether the last one is two days old; nothing where there never was one."""
        try:
            made_at = datetime.fromisoformat(self._stamp.read_text().strip())
        except FileNotFoundError:
            return []
        except (OSError, ValueError):
            return [Finding("backup_unreadable")]
        if self._clock() - made_at < OLDEST_BACKUP:
            return []
        return [Finding("backup_old", {"day": f"{made_at:%d/%m/%Y}"})]
