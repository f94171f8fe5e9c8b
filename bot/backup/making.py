"""Makes a backup while the program runs: the database first, then the files that it speaks of."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot.backup import postgresql
from bot.backup.archive import BackupError, write_archive
from bot.storage.upgrade import revision_of
from bot.storage.urls import sqlite_path, sync_url

DATABASE = "database"
FILES = "files"
STAMP = "backup.stamp"
NAMED = "chidan-*Z.tar.gz"
# Made anew by the program, or of this process alone.
_ANEW = ("bench", "models", "serving", "rasa.url", "tracker.db*", "*.log", "*.part")
_LEFT_OUT = (*_ANEW, "backups", STAMP, NAMED)


def make_backup(url: str, data_dir: Path, folder: Path, now: datetime) -> Path:
    """A new archive in the folder, whole or not at all; its time is written to ``DATA_DIR/backup.stamp``.

    Nobody who writes has to wait. Raises BackupError, StorageUnavailable.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", suffix=".part", dir=folder) as work:
            made = _made(url, data_dir, Path(work), now)
            path = folder / f"chidan-{now:%Y%m%dT%H%M%SZ}.tar.gz"
            made.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        if _is_full(error):
            raise BackupError(f"no room is left in {folder}: nothing was kept of this backup") from error
        raise BackupError(f"the backup in {folder} failed: {error}") from error
    (data_dir / STAMP).write_text(now.isoformat() + "\n")
    return path


def _is_full(error: Exception) -> bool:
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "is full" in str(error)


def _made(url: str, data_dir: Path, work: Path, now: datetime) -> Path:
    address, copy, archive = sync_url(url), work / DATABASE, work / "archive"
    source = sqlite_path(address)
    # A look at a file that is not there would make it.
    revision = None if source and not source.exists() else revision_of(url)
    if revision is None:
        raise BackupError("there is no database yet: nothing to back up")
    if source is None:
        postgresql.dump(url, copy)
    else:
        copy_sqlite(source, copy)
    members = [(DATABASE, copy), *files_of(data_dir, source)]
    write_archive(archive, members, address.get_backend_name(), revision, now.isoformat())
    _onto_the_disk(archive)
    return archive


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy as of one moment, in one step: with several, each write in between would start it anew."""
    with closing(sqlite3.connect(source)) as theirs, closing(sqlite3.connect(target)) as ours:
        theirs.backup(ours, pages=-1)


def files_of(data_dir: Path, database: Path | None) -> Iterator[tuple[str, Path]]:
    """The files of the data folder that belong into a backup, with their names there."""
    out = [*_LEFT_OUT, *([f"{database.name}*"] if database else [])]
    for path in sorted(data_dir.rglob("*")):
        inside = path.relative_to(data_dir)
        if path.is_file() and not any(Path(part).match(one) for part in inside.parts for one in out):
            yield f"{FILES}/{inside}", path


def _onto_the_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def forget_old(folder: Path, days: int, now: datetime) -> int:
    """Removes archives that are older; returns how many. The newest always stays."""
    found = sorted(folder.glob(NAMED))[:-1]
    oldest = f"chidan-{now - timedelta(days=days):%Y%m%dT%H%M%SZ}.tar.gz"
    stale = [path for path in found if path.name < oldest]
    for path in stale:
        with suppress(FileNotFoundError):
            path.unlink()
    return len(stale)
