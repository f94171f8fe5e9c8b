"""The program as its operator starts it: ``chidan serve`` in a process of its own."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.server import free_port
from bot.settings import PROJECT_ROOT, child_environment

SECONDS_TO_START = 60
# From a checkout with more records than ours.
SECONDS_TO_START_LARGE = 600
SECONDS_TO_STOP = 20


class Program:
    """One port and one SQLite file, however often it is started."""

    def __init__(self, folder: Path, environment: Mapping[str, str], root: Path = PROJECT_ROOT) -> None:
        """``environment`` holds settings; what the program says goes into a log in the folder.

        ``root`` is the checkout that it runs from.
        """
        self._root = root
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = folder / "chidan.db"
        self.log = folder / "program.log"
        own = {
            "CHIDAN_HOST": "127.0.0.1",
            "CHIDAN_PORT": str(self.port),
            "CHIDAN_DATA_DIR": str(folder),
            "CHIDAN_DATABASE_URL": f"sqlite:///{self.database}",
            "CHIDAN_PUBLIC_URL": self.url,
            "CHIDAN_SECRET_KEY": "0" * 64,
        }
        self._environment = child_environment({**own, **environment})
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Returns once it listens."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.cli",
                "serve",
                cwd=self._root,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        limit = SECONDS_TO_START if self._root == PROJECT_ROOT else SECONDS_TO_START_LARGE
        async with asyncio.timeout(limit), aiohttp.ClientSession() as http:
            while not await self._listens(http):
                if self._process.returncode is not None:
                    raise RuntimeError(f"the program ended: {self.log.read_text(errors='replace')[-2000:]}")
                await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """As an operator stops it; harder if that takes long."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(SECONDS_TO_STOP):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    def resident_megabytes(self) -> float:
        """What the process holds in memory now."""
        assert self._process is not None
        command = ["ps", "-o", "rss=", "-p", str(self._process.pid)]
        return int(subprocess.check_output(command, text=True)) / 1024

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query over its database finds; waits for no writer."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()

    def count(self, query: str) -> int:
        """The one number that a query finds."""
        return int(self.rows(query)[0][0])

    @contextmanager
    def database_refusing(self) -> Iterator[None]:
        """Nobody else can write meanwhile."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    async def _listens(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.url}/health/live") as response:
                return response.status == 200
        except (aiohttp.ClientError, OSError):
            return False
