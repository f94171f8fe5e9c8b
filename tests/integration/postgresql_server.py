"""A PostgreSQL server of our own for the length of a test run, from the system's binaries."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.server import free_port

# initdb and postgres refuse to run as root.
UNPRIVILEGED = "postgres"


@dataclass(frozen=True)
class PostgresqlServer:
    """Where a running server listens."""

    port: int
    host: str = "127.0.0.1"
    user: str = "postgres"
    home: Path = Path()
    options: str = ""

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{self.user}@{self.host}:{self.port}/{database}"

    def run(self, *command: object) -> str:
        """A command as the account of the server; its output."""
        return _output([*_as_unprivileged(), *map(str, command)])

    def crash_and_recover(self, folder: Path) -> None:
        """As after a power cut: every connection is gone at once, and the log is played again."""
        command = [folder / "pg_ctl", "-D", self.home / "data", "-l", self.home / "log", "-o", self.options]
        _run(*command, "-w", "-m", "immediate", "restart")


def binaries() -> Path | None:
    """The folder of the server's binaries, as ``pg_config`` tells it."""
    pg_config = shutil.which("pg_config")
    if pg_config is None:
        return None
    folder = Path(_output([pg_config, "--bindir"]))
    return folder if (folder / "initdb").exists() else None


@contextmanager
def running_server(folder: Path, *, durable: bool = False, settings: str = "") -> Iterator[PostgresqlServer]:
    """Starts a server on a free port and ends it, data and all; a ``durable`` one waits for the disk.

    ``settings`` are lines of its postgresql.conf; HOME in them is a folder of its own.
    """
    # Not under pytest's folder: that one is closed to the unprivileged user.
    home = Path(tempfile.mkdtemp(prefix="chidan-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(home, UNPRIVILEGED)
    data, port, fsync = home / "data", free_port(), "on" if durable else "off"
    options = f"-p {port} -h {PostgresqlServer.host} -k {home} -c fsync={fsync} -c max_connections=200"
    server = PostgresqlServer(port, home=home, options=options)
    try:
        _run(folder / "initdb", "-D", data, "-U", server.user, "--auth=trust", "--no-sync", "--encoding=UTF8")
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(settings.replace("HOME", str(home)))
        _run(folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
        yield server
        _run(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(*command: object) -> None:
    _output([*_as_unprivileged(), *map(str, command)])


def _as_unprivileged() -> list[str]:
    return ["runuser", "-u", UNPRIVILEGED, "--"] if os.geteuid() == 0 else []


def _output(command: list[str]) -> str:
    # A file and not a pipe: the server inherits it and would hold a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/")
        output.seek(0)
        text = output.read().decode()
    if done.returncode:
        raise RuntimeError(f"{command}: {text}")
    return text.strip()
