"""A PostgreSQL server that is lost comes back as it was at a moment, by what is in deploy/postgresql."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from bot.settings import PROJECT_ROOT
from bot.storage.upgrade import upgrade
from tests.integration.postgresql_server import PostgresqlServer, binaries, running_server

pytestmark = pytest.mark.alone

FOLDER = PROJECT_ROOT / "deploy" / "postgresql"
ARCHIVE = "/var/backups/postgresql"
# The file's own minute would make the test long.
SETTINGS = (FOLDER / "archive.conf").read_text().replace(ARCHIVE, "HOME/archive").replace("60s", "1s")


@pytest.fixture
def server() -> Iterator[PostgresqlServer]:
    """A migrated database whose log is archived."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL's binaries were not found: install postgresql and libpq-dev")
    with running_server(folder, durable=True, settings=SETTINGS) as running:
        running.run("mkdir", "-p", running.home / "archive/wal")
        for name in ("base-backup.sh", "restore-to.sh"):
            shutil.copy(FOLDER / name, running.home)
        upgrade(running.url("postgres"))
        wake(running)
        yield running


def wake(server: PostgresqlServer) -> None:
    """After a start the server looks at the age of its log for the first time when something wakes it.

    Else after five minutes (checkpoint_timeout).
    """
    with closing(psycopg.connect(server.url("postgres"), autocommit=True)) as connection:
        connection.execute("CHECKPOINT")


def script(server: PostgresqlServer, name: str, *arguments: object) -> str:
    path = f"{binaries()}:{os.environ['PATH']}"
    words = ("env", f"ARCHIVE={server.home / 'archive'}", f"PATH={path}", "bash", server.home / name)
    return server.run(*words, *arguments)


def base_backup(server: PostgresqlServer) -> str:
    return script(server, "base-backup.sh", "-h", server.host, "-p", server.port, "-U", server.user)


class Written(NamedTuple):
    """The moment after a commit, and the piece of the log that has it."""

    moment: str
    piece: str


def write(server: PostgresqlServer, key: str) -> Written:
    with closing(psycopg.connect(server.url("postgres"), autocommit=True)) as connection:
        connection.execute(
            "INSERT INTO contacts (channel, contact_key, created_at) VALUES ('webchat', %s, now())", [key]
        )
        # At once: what the server itself writes a little later into the next piece has it not archived.
        now = "SELECT pg_walfile_name(pg_current_wal_lsn()), clock_timestamp()::text"
        found = connection.execute(now).fetchone()
    assert found
    time.sleep(0.1)
    return Written(moment=found[1], piece=found[0])


def keys(server: PostgresqlServer) -> list[str]:
    with closing(psycopg.connect(server.url("postgres"))) as connection:
        rows = connection.execute("SELECT contact_key FROM contacts ORDER BY id").fetchall()
    return [key for (key,) in rows]


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.2)


def write_and_archive(server: PostgresqlServer, key: str) -> None:
    """Writes, and waits for the archive, as the disk would have to hold."""
    piece = write(server, key).piece
    until((server.home / "archive" / "wal" / f"{piece}.gz").exists)


def lose(server: PostgresqlServer) -> None:
    """The server is killed, its disk gone."""
    data = server.home / "data"
    os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    time.sleep(1)
    shutil.rmtree(data)
    for leftover in server.home.glob(".s.PGSQL.*"):
        leftover.unlink()


def restored(server: PostgresqlServer, *moment: str) -> None:
    folder = binaries()
    assert folder
    script(server, "restore-to.sh", server.home / "data", *moment)
    server.crash_and_recover(folder)
    until(lambda: not in_recovery(server))


def in_recovery(server: PostgresqlServer) -> bool:
    with closing(psycopg.connect(server.url("postgres"))) as connection:
        found = connection.execute("SELECT pg_is_in_recovery()").fetchone()
    return bool(found and found[0])


def test_nothing_that_was_archived_is_lost_and_a_mistake_is_taken_back(server: PostgresqlServer) -> None:
    write(server, "before")
    base_backup(server)
    moment = write(server, "an hour later").moment
    write_and_archive(server, "a mistake")
    write(server, "not yet archived")
    lose(server)
    restored(server, moment)
    assert keys(server) == ["before", "an hour later"]
    # The way on is archived too, beside the one that was left.
    base_backup(server)
    write_and_archive(server, "afterwards")
    lose(server)
    restored(server)
    assert keys(server) == ["before", "an hour later", "afterwards"]


def test_of_base_backups_two_are_kept_and_no_log_that_nobody_needs(server: PostgresqlServer) -> None:
    archive = server.home / "archive"
    for key in ("a", "b", "c"):
        write_and_archive(server, key)
        base_backup(server)
        time.sleep(1.1)
    assert len(list(archive.glob("base-*"))) == 2
    oldest = min(path.stat().st_mtime for path in archive.glob("base-*/base.tar.gz"))
    assert all(path.stat().st_mtime > oldest for path in archive.glob("wal/*.gz"))
    write_and_archive(server, "d")
    lose(server)
    restored(server)
    assert keys(server) == ["a", "b", "c", "d"]


def test_what_is_there_is_not_overwritten_and_too_early_is_told(
    server: PostgresqlServer, tmp_path: Path
) -> None:
    with pytest.raises(RuntimeError, match="is not empty"):
        script(server, "restore-to.sh", server.home / "data")
    with pytest.raises(RuntimeError, match="no base backup"):
        script(server, "restore-to.sh", server.home / "other", "2020-01-01 00:00:00+07")


def test_at_most_a_minute_is_lost() -> None:
    assert "archive_timeout = 60s" in (FOLDER / "archive.conf").read_text()
