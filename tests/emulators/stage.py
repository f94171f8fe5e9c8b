"""The real program as a process of its own, talking to Zalo and Telegram of this machine."""

import asyncio
import contextlib
import os
import shutil
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.channels.zalo.channel import PATH as ZALO_WEBHOOK
from bot.settings import PROJECT_ROOT, Settings
from tests.emulators.loopback import HOST
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.zalo.emulator import ZaloEmulator

LADDER_SCALE = 0.1


class ProgramEnded(Exception):
    """It ended by itself; the message is the last that it printed."""


@dataclass(frozen=True)
class Ports:
    """Fixed, so that an address can be kept; not those of the program and the emulators started alone."""

    web: int = 8180
    zalo: int = 8181
    telegram: int = 8182


@dataclass(frozen=True)
class Stage:
    """All three, running; questions are answered."""

    url: str
    zalo: ZaloEmulator
    telegram: TelegramEmulator
    program: Process
    log: Path

    def last_words(self) -> str:
        """The end of what the program printed."""
        return _end_of(self.log)


@asynccontextmanager
async def staged(folder: Path, ports: Ports, **settings: str) -> AsyncIterator[Stage]:
    """Plays in that folder, which is emptied first; more settings by their names after ``CHIDAN_``."""
    zalo, telegram = ZaloEmulator(ladder_scale=LADDER_SCALE), TelegramEmulator()
    url, log = f"http://{HOST}:{ports.web}", folder / "program.log"
    async with zalo.running(ports.zalo), telegram.running(ports.telegram):
        _empty(folder)  # not before the ports are ours: whoever has them plays there
        own = {**_environment(folder, url, ports.web, zalo, telegram), **settings}
        async with _program(own, log) as program:
            await _until_ready(program, url, log)
            await zalo.webhook.save(url + ZALO_WEBHOOK)
            yield Stage(url, zalo, telegram, program, log)


def _empty(folder: Path) -> None:
    """The people of the emulators are new each time, so nothing from before is of use but the model."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    models = Settings().data_dir / "models"
    models.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(models)


def _environment(
    folder: Path, url: str, port: int, zalo: ZaloEmulator, telegram: TelegramEmulator
) -> dict[str, str]:
    account = zalo.account
    return {
        "DATA_DIR": str(folder),
        # Said even so, for an .env may name the real one.
        "DATABASE_URL": f"sqlite:///{folder / 'chidan.db'}",
        "HOST": HOST,
        "PORT": str(port),
        "PUBLIC_URL": url,
        "ZALO_APP_ID": account.app_id,
        "ZALO_APP_SECRET": account.app_secret,
        "ZALO_OA_ID": account.oa_id,
        "ZALO_OA_SECRET": account.oa_secret,
        "ZALO_REFRESH_TOKEN": zalo.tokens.issue_pair().refresh_token,
        "ZALO_API_URL": zalo.url,
        "ZALO_OAUTH_URL": zalo.url,
        "ZALO_MEDIA_HOSTS": HOST,
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_MODE": "polling",
        "TELEGRAM_API_URL": telegram.url,
    }


@asynccontextmanager
async def _program(settings: dict[str, str], log: Path) -> AsyncIterator[Process]:
    """``./chidan serve`` with those settings and none from outside."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIDAN_")}
    environment |= {f"CHIDAN_{name}": value for name, value in settings.items()}
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            PROJECT_ROOT / "chidan", "serve", env=environment, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        await process.wait()


async def _until_ready(program: Process, url: str, log: Path) -> None:
    async with aiohttp.ClientSession() as http:
        while program.returncode is None:
            with contextlib.suppress(aiohttp.ClientError):
                async with http.get(f"{url}/health/ready") as answer:
                    if answer.ok:
                        return
            await asyncio.sleep(1)
    raise ProgramEnded(_end_of(log))


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8")[-2_000:]
