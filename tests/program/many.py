"""Three application processes, two Rasa workers, PostgreSQL and Redis on this machine, each to be killed."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bench.channels.program import Program
from bot.server import free_port
from bot.settings import PROJECT_ROOT, child_environment
from bot.storage.upgrade import upgrade
from bot.web.callers import FORWARDED_FOR
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.postgresql_server import PostgresqlServer, running_server
from tests.integration.redis_server import RedisServer, running_redis

APPS, WORKERS = 3, 2
SECRET = "0" * 64
SECONDS_FOR_RASA = 180


class Worker:
    """One ``chidan rasa``: killed and started again on its port."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {"CHIDAN_DATA_DIR": str(folder), "CHIDAN_DATABASE_URL": database_url}
        self._environment = child_environment({**own, "CHIDAN_SECRET_KEY": SECRET})
        self._log = folder / f"worker-{self.port}.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Returns at once; it answers some 15 s later."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.cli", "rasa", "--port", str(self.port)),
                cwd=PROJECT_ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None and self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()


@dataclass
class Many:
    """All of them, and the address of their database."""

    apps: Sequence[Program]
    workers: Sequence[Worker]
    postgresql: PostgresqlServer
    binaries: Path
    redis: RedisServer
    database_url: str
    telegram: TelegramEmulator

    async def kill_one_of_each(self, pause: float) -> None:
        """One after the other, with so many seconds between; each is started again."""
        await asyncio.sleep(pause)
        await self.apps[0].kill()
        await asyncio.sleep(pause)
        await self.apps[0].start()
        await self.workers[0].kill()
        await asyncio.sleep(pause)
        await self.workers[0].start()
        self.redis.kill()
        await asyncio.sleep(pause)
        self.redis.start()
        await asyncio.to_thread(self.postgresql.crash_and_recover, self.binaries)
        await asyncio.sleep(pause)


@asynccontextmanager
async def running_many(folder: Path, binaries: Path, redis_program: str, models: Path) -> AsyncIterator[Many]:
    """Ready to answer; stopped at the end."""
    (folder / "models").symlink_to(models)
    async with AsyncExitStack() as stack:
        postgresql = stack.enter_context(running_server(binaries, durable=True))
        redis = stack.enter_context(running_redis(redis_program))
        telegram = await stack.enter_async_context(TelegramEmulator().running())
        url = postgresql.url("postgres")
        upgrade(url)
        workers = [Worker(folder, url) for _ in range(WORKERS)]
        own = {
            "CHIDAN_DATABASE_URL": url,
            "CHIDAN_REDIS_URL": redis.url,
            "CHIDAN_RASA_URLS": ",".join(worker.url for worker in workers),
            "CHIDAN_SECRET_KEY": SECRET,
            "CHIDAN_TELEGRAM_TOKEN": telegram.token,
            "CHIDAN_TELEGRAM_API_URL": telegram.url,
            "CHIDAN_TELEGRAM_MODE": "polling",
            "CHIDAN_MESSAGES_PER_MINUTE": "6000",  # limited, so that Redis counts, and never reached
        }
        apps = [Program(_folder(folder, number), own) for number in range(APPS)]
        try:
            for worker in workers:
                await worker.start()
            for app in apps:
                await app.start()
            await _until_ready(apps)
            yield Many(apps, workers, postgresql, binaries, redis, url, telegram)
        finally:
            for one in (*apps, *workers):
                await one.kill()


def _folder(parent: Path, number: int) -> Path:
    folder = parent / f"app-{number}"
    folder.mkdir()
    return folder


async def _until_ready(apps: Sequence[Program]) -> None:
    async with asyncio.timeout(SECONDS_FOR_RASA), aiohttp.ClientSession() as http:
        for app in apps:
            while True:
                async with http.get(f"{app.url}/health/ready") as answer:
                    if answer.status == 200:
                        break
                await asyncio.sleep(0.3)


@dataclass
class Citizen:
    """Goes to another process where one does not answer, as a proxy would, with the same message."""

    apps: Sequence[Program]
    http: aiohttp.ClientSession
    number: int
    waited: list[float] = field(default_factory=list)
    opened: dict[str, Any] = field(default_factory=dict)

    @property
    def _from(self) -> dict[str, str]:
        """As a proxy on the same machine tells it; callers without an address are not counted."""
        return {FORWARDED_FOR: f"203.0.113.{self.number + 1}"}

    async def talk(self, questions: Sequence[str], until: float) -> int:
        """Asks one after the other until that moment; how many were asked."""
        opened = self.opened = await self._insist("/api/chat/sessions", {})
        for count in itertools.count():
            if time.monotonic() > until:
                return count
            text = questions[count % len(questions)]
            message = {**opened, "id": f"m{count}", "text": text, "complete": True}
            began = time.monotonic()
            await self._insist("/api/chat/messages?wait=8", message)
            self.waited.append(time.monotonic() - began)
            await asyncio.sleep(0.2)
        raise AssertionError

    async def _insist(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        for turn in itertools.count(self.number):
            app = self.apps[turn % len(self.apps)]
            try:
                async with self.http.post(app.url + path, json=body, headers=self._from) as answer:
                    found: dict[str, Any] = await answer.json()
                    if answer.status == 200 and found.get("meta", {}).get("outcome") != "failed_nlu":
                        return found
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.2)
        raise AssertionError
