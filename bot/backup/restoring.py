"""The way back: an archive is proved whole, brought up to this version, and only then put in place."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.backup import postgresql
from bot.backup.archive import BackupError, Manifest, unpack
from bot.backup.making import DATABASE, FILES
from bot.storage.engines import build_engine
from bot.storage.errors import operational_errors_translated
from bot.storage.upgrade import revisions, upgrade
from bot.storage.urls import sqlite_path, sync_url

_ASIDE = "before_restore"


def restore(archive: Path, url: str, data_dir: Path, *, replace: bool) -> Manifest:
    """Puts database and files in place; what is there stays as it is until the archive has proved whole.

    Raises BackupError, StorageUnavailable; a database with tables only if it is to be replaced.
    """
    _allow(url, replace)
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", suffix=".part", dir=data_dir) as work:
        manifest = unpack(archive, Path(work))
        _suits(manifest, url)
        copy, target = Path(work) / DATABASE, sqlite_path(sync_url(url))
        if target is None:
            _load_postgresql(url, copy)
        else:
            _put_sqlite(copy, target)
        _put_files(Path(work) / FILES, data_dir)
    return manifest


def _allow(url: str, replace: bool) -> None:
    target = sqlite_path(sync_url(url))
    if not replace and (target.exists() if target else _tables(url)):
        raise BackupError("the database is not empty: give --replace if it is to be lost")


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """One transaction on that database; raises StorageUnavailable."""
    engine = build_engine(sync_url(url))
    try:
        with operational_errors_translated(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _tables(url: str) -> list[str]:
    with connected(url) as connection:
        return inspect(connection).get_table_names()


def _suits(manifest: Manifest, url: str) -> None:
    backend = sync_url(url).get_backend_name()
    if manifest.backend != backend:
        raise BackupError(f"the backup is of {manifest.backend}, CHIDAN_DATABASE_URL names {backend}")
    if manifest.revision not in revisions():
        raise BackupError("the backup was made by a newer version of the program: restore it with that one")


def _put_sqlite(copy: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"the database in the backup is damaged: {found}")
    upgrade(f"sqlite:///{copy}")
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_name(f"{target.name}.part")  # beside it, since it may be on another disk
    shutil.move(copy, staged)
    for leftover in ("-wal", "-shm"):  # of the database that goes: they would be played into the new one
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    staged.replace(target)


def _load_postgresql(url: str, copy: Path) -> None:
    """The tables that are there are kept aside until the others are complete."""
    with connected(url) as connection:
        connection.execute(text(f"ALTER SCHEMA public RENAME TO {_ASIDE}"))
        connection.execute(text("CREATE SCHEMA public"))
    try:
        postgresql.load(url, copy)
        upgrade(url)
    except Exception:
        with connected(url) as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text(f"ALTER SCHEMA {_ASIDE} RENAME TO public"))
        raise
    with connected(url) as connection:
        connection.execute(text(f"DROP SCHEMA {_ASIDE} CASCADE"))


def _put_files(source: Path, data_dir: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            target = data_dir / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
