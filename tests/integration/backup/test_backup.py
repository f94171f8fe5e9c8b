"""``chidan db backup`` and ``chidan db restore``: what comes back, and what is refused, on both databases."""

import asyncio
import gzip
import os
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select, text
from typer.testing import CliRunner

from bot.backup.archive import MANIFEST, write_archive
from bot.backup.making import STAMP
from bot.cli import cli
from bot.conversation.model import Contact
from bot.serving_list import listed
from bot.storage.database import Database
from bot.storage.engines import build_engine
from bot.storage.upgrade import downgrade, revision_of
from bot.storage.urls import sync_url

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["db", *map(str, arguments)])


def execute(url: str, *statements: str) -> None:
    engine = build_engine(sync_url(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


async def write(url: str, *keys: str) -> None:
    db = Database(url)
    async with db.transaction() as session:
        session.add_all(Contact(channel="webchat", contact_key=key, created_at=NOW) for key in keys)
    await db.close()


async def keys(url: str) -> list[str]:
    db = Database(url)
    async with db.reading() as session:
        found = list(await session.scalars(select(Contact.contact_key).order_by(Contact.id)))
    await db.close()
    return found


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a program that has run, with what belongs into a backup and what does not."""
    folder = tmp_path / "data"
    for name in ("secret.key", "photos/1.jpg", "models/m.tar.gz", "serving/17", "rasa.log", "tracker.db"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"words of {name}")
    monkeypatch.setenv("CHIDAN_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def url(data: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", database_url)
    asyncio.run(write(database_url, "an", "bình"))
    return database_url


def backed_up(*options: object) -> Path:
    done = run("backup", *options)
    assert done.exit_code == 0, done.output
    return Path(done.stdout.strip())


def test_all_comes_back_as_it_was_and_no_more(url: str, data: Path) -> None:
    if url.startswith("postgresql"):
        execute(url, "CREATE TABLE trackers (id serial)")
    archive = backed_up()
    asyncio.run(write(url, "cúc"))
    (data / "secret.key").unlink()
    done = run("restore", archive, "--replace")
    assert done.exit_code == 0, done.output
    assert asyncio.run(keys(url)) == ["an", "bình"]
    assert (data / "secret.key").read_text() == "words of secret.key"
    with tarfile.open(archive) as tar:
        names = set(tar.getnames())
    assert names == {"database", "files/secret.key", "files/photos/1.jpg", MANIFEST}
    # Once more, from what was restored: it is a database like any other.
    assert run("restore", backed_up(), "--replace").exit_code == 0
    asyncio.run(write(url, "dung"))
    assert asyncio.run(keys(url)) == ["an", "bình", "dung"]


def test_an_archive_is_its_owners_alone_and_leaves_a_stamp(url: str, data: Path) -> None:
    archive = backed_up()
    assert archive.stat().st_mode & 0o777 == 0o600
    assert datetime.fromisoformat((data / STAMP).read_text().strip()).tzinfo is not None
    assert list(archive.parent.iterdir()) == [archive]


def test_a_database_that_is_not_empty_is_not_overwritten(url: str) -> None:
    archive = backed_up()
    asyncio.run(write(url, "cúc"))
    done = run("restore", archive)
    assert (done.exit_code, "--replace" in done.stderr) == (1, True)
    assert asyncio.run(keys(url)) == ["an", "bình", "cúc"]


@pytest.mark.parametrize("harm", ["cut", "turned", "gone", "foreign"])
def test_a_damaged_archive_is_refused_and_nothing_is_lost(url: str, harm: str) -> None:
    archive = backed_up()
    content = archive.read_bytes()
    if harm == "cut":
        archive.write_bytes(content[: len(content) // 2])
    elif harm == "turned":
        plain = gzip.decompress(content)
        archive.write_bytes(gzip.compress(plain.replace(b"words of secret", b"words of secreT")))
    elif harm == "gone":
        archive.unlink()
    else:
        archive.write_bytes(b"no archive at all")
    done = run("restore", archive, "--replace")
    assert done.exit_code == 1
    assert "damaged" in done.stderr or "no such file" in done.stderr
    assert asyncio.run(keys(url)) == ["an", "bình"]


def test_an_archive_of_a_newer_version_is_refused(url: str, tmp_path: Path) -> None:
    database = tmp_path / "one"
    database.write_bytes(b"")
    backend = url.partition(":")[0]
    write_archive(tmp_path / "new.tar.gz", [("database", database)], backend, "9999", NOW.isoformat())
    done = run("restore", tmp_path / "new.tar.gz", "--replace")
    assert (done.exit_code, "newer version" in done.stderr) == (1, True)
    assert asyncio.run(keys(url)) == ["an", "bình"]


def test_an_older_archive_is_brought_up_to_this_version(url: str) -> None:
    newest = revision_of(url)
    downgrade(url, "0015")
    archive = backed_up()
    done = run("restore", archive, "--replace")
    assert (done.exit_code, revision_of(url)) == (0, newest)
    assert asyncio.run(keys(url)) == ["an", "bình"]


def test_an_archive_of_the_other_database_is_refused(url: str, tmp_path: Path) -> None:
    database = tmp_path / "one"
    database.write_bytes(b"")
    write_archive(tmp_path / "other.tar.gz", [("database", database)], "mysql", "9999", NOW.isoformat())
    done = run("restore", tmp_path / "other.tar.gz", "--replace")
    assert (done.exit_code, "is of mysql" in done.stderr) == (1, True)


def test_a_restore_that_breaks_off_leaves_what_was_there(url: str, tmp_path: Path) -> None:
    database = tmp_path / "one"
    database.write_bytes(b"neither a dump nor a database" * 100)
    backend, revision = url.partition(":")[0], revision_of(url)
    assert revision is not None
    write_archive(tmp_path / "bad.tar.gz", [("database", database)], backend, revision, NOW.isoformat())
    done = run("restore", tmp_path / "bad.tar.gz", "--replace")
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert asyncio.run(keys(url)) == ["an", "bình"]


def test_nothing_is_restored_under_a_running_server(url: str, data: Path) -> None:
    archive = backed_up()
    with listed(data):
        done = run("restore", archive, "--replace")
    assert (done.exit_code, "stop it first" in done.stderr) == (1, True)


def test_old_backups_are_removed_and_the_newest_stays(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    old = folder / "chidan-20200101T000000Z.tar.gz"
    old.touch()
    newest = backed_up("--to", folder, "--keep", 7)
    assert list(folder.iterdir()) == [newest]


def test_without_a_database_there_is_nothing_to_back_up(
    data: Path, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", empty_database_url)
    done = run("backup")
    assert (done.exit_code, "nothing to back up" in done.stderr) == (1, True)
    assert not (data / STAMP).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_told_and_leaves_no_half_archive(url: str, data: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], check=False).returncode:
        pytest.skip("this machine mounts nothing")
    try:
        (data / "photos" / "2.jpg").write_bytes(os.urandom(200_000))
        done = run("backup", "--to", disk)
        assert (done.exit_code, list(disk.iterdir())) == (1, [])
        assert "no room" in done.stderr or "No space" in done.stderr or "disk is full" in done.stderr
    finally:
        subprocess.run(["umount", disk], check=True)
    assert not (data / STAMP).exists()
