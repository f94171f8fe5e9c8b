"""A Redis or Valkey server of our own, from the system's binary."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from bot.server import free_port

SECONDS_TO_START = 10


def binary() -> str | None:
    """Where it is installed."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def needed() -> str:
    """The same; without it the test is skipped with a line, and fails in continuous integration."""
    found = binary()
    if found is None:
        reason = "redis-server is not installed (Debian: apt-get install redis-server)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


class RedisServer:
    """One port, however often it is started; what it held is gone with each start."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder, self.port = program, folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Returns once it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        ends = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                redis.Redis(port=self.port, socket_timeout=1).ping()
            except (redis.RedisError, OSError):
                if time.monotonic() > ends:
                    raise
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """SIGKILL; nothing where it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def running_redis(program: str) -> Iterator[RedisServer]:
    """Started, and ended with the block."""
    with tempfile.TemporaryDirectory(prefix="chidan-redis-") as folder:
        server = RedisServer(program, Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.kill()
