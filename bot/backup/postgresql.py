"""PostgreSQL's own programs, which copy a database while it is in use."""

import shutil
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from bot.backup.archive import BackupError
from bot.settings import child_environment
from bot.storage.urls import plain_url

_PLAIN = ("--no-owner", "--no-acl")
# Rasa's working memory; it may be dropped at any time, and its worker makes it anew.
_LEFT_OUT = "trackers"


def dump(url: str, path: Path) -> None:
    """Writes the database as it is at this moment; raises BackupError."""
    _run("pg_dump", "-Fc", "-Z0", *_PLAIN, f"--exclude-table={_LEFT_OUT}", f"--file={path}", url=url)


def load(url: str, path: Path) -> None:
    """Fills an empty database, wholly or not at all; raises BackupError."""
    _run("pg_restore", "--single-transaction", "--exit-on-error", *_PLAIN, str(path), url=url)


def _run(program: str, *arguments: str, url: str) -> None:
    address = make_url(plain_url(url))
    # Not in the command, which every account of the machine can read.
    environment = child_environment({"PGPASSWORD": str(address.password)} if address.password else {})
    named = address.set(password=None).render_as_string(hide_password=False)
    command = [_found(program), f"--dbname={named}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _found(program: str) -> str:
    """The program of the server's own version where there is one: an older one would refuse."""
    folder = None
    if pg_config := shutil.which("pg_config"):
        folder = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = (folder and shutil.which(program, path=folder.strip())) or shutil.which(program)
    if found is None:
        raise BackupError(f"{program} was not found: install Debian's package postgresql-client")
    return found
