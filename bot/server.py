"""Runs the application on its port, with Rasa beside it, while a block of code runs."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
from yarl import URL

from bot.app import build_app
from bot.channels_on import telegram_config, zalo_config
from bot.conversation.flood import Limit
from bot.conversation.pieces import Pause
from bot.department import Department
from bot.dossiers_wiring import dossier_setup
from bot.hotline_setup import hotline_setup
from bot.listening import bound_socket, listening
from bot.live_base import LiveBase
from bot.parts import Parts
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.actions_route import PATH as ACTIONS_PATH
from bot.sidecar.command import rasa_command, rasa_environment
from bot.sidecar.probe import rasa_answers
from bot.sidecar.process import RasaLaunch, RasaProcess
from procedures_kb.loader import KnowledgeBase

log = logging.getLogger(__name__)

ACTIONS_SECRET = "rasa-actions"  # noqa: S105 - the purpose that a secret is derived for
# To listen everywhere is not an address to call; aiohttp's "::" takes no IPv4.
LOOPBACK_OF_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


@dataclass(frozen=True)
class Server:
    """A running server: its address, those of its Rasas, and whether one of them answers now."""

    url: str
    rasa_urls: tuple[str, ...]
    rasa_ready: Callable[[], Awaitable[bool]]

    async def wait_for_rasa(self) -> None:
        """Returns once a Rasa answers, warmed up if it was started here."""
        while not await self.rasa_ready():  # noqa: ASYNC110 - another process, no event to wait on
            await asyncio.sleep(0.3)


async def any_answers(urls: tuple[str, ...]) -> bool:
    """Whether at least one Rasa answers now."""
    async with aiohttp.ClientSession() as http:
        return any([await rasa_answers(http, url) for url in urls])


@contextlib.asynccontextmanager
async def running_server(
    settings: Settings,
    department: Department,
    kb: KnowledgeBase,
    model: Path | None,
    live: LiveBase | None = None,
) -> AsyncIterator[Server]:
    """Serves while the block runs; starts a Rasa with that model, or uses ``rasa_urls`` where it is None."""
    urls = settings.rasa_urls if model is None else (f"http://127.0.0.1:{free_port()}",)
    token = settings.derived_secret(ACTIONS_SECRET)
    children: list[RasaProcess] = []

    async def rasa_ready() -> bool:
        return all(child.is_ready for child in children) and await any_answers(urls)

    with bound_socket(settings.host, settings.port) as listener:
        address = local_address(settings.host, listener.getsockname()[1])
        parts = Parts(
            database_url=settings.effective_database_url,
            department=department,
            knowledge_base=kb,
            rasa_urls=urls,
            rasa_answers=rasa_ready,
            actions_token=token,
            public_url=settings.public_url,
            pause=Pause(quiet=timedelta(seconds=settings.quiet_seconds)),
            limit=Limit(per_minute=settings.messages_per_minute) if settings.messages_per_minute else None,
            live=live,
            data_dir=settings.data_dir,
            metrics_from=settings.metrics_from,
            dossiers=dossier_setup(settings),
            hotline=hotline_setup(settings),
            surveys=settings.derived_secret("surveys"),
            zalo=zalo_config(settings, address),
            telegram=telegram_config(settings, address),
        )
        async with contextlib.AsyncExitStack() as stack:
            # Rasa is entered first and so left last: turns under way end before it does.
            if model is not None:
                launch = rasa_launch(settings, model, urls[0], address + ACTIONS_PATH, token)
                children.append(await stack.enter_async_context(_watched(launch)))
            await stack.enter_async_context(listening(build_app(parts), listener))
            yield Server(address, urls, rasa_ready)


@contextlib.asynccontextmanager
async def _watched(launch: RasaLaunch) -> AsyncIterator[RasaProcess]:
    process = RasaProcess(launch, on_ready=lambda: log.info("Rasa answers"))
    await process.start()
    try:
        yield process
    finally:
        await process.stop()


def rasa_launch(settings: Settings, model: Path, url: str, actions_url: str, token: str) -> RasaLaunch:
    """How Rasa is started with that model at that address on loopback."""
    arguments = ["run", "--model", str(model), "--interface", "127.0.0.1", "--port", url.rpartition(":")[2]]
    arguments += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    arguments += ["--logging-config-file", "bot/sidecar/rasa_logging.yml"]
    environment = {
        "CHIDAN_ACTIONS_URL": actions_url,
        "CHIDAN_ACTIONS_TOKEN": token,
        "CHIDAN_TRACKER_DB": str(settings.data_dir / "tracker.db"),
        "LOG_LEVEL": "WARNING",
    }
    return RasaLaunch(
        command=rasa_command(PROJECT_ROOT, arguments),
        environment=rasa_environment(environment),
        folder=PROJECT_ROOT,
        url=url,
        log_file=settings.data_dir / "rasa.log",
    )


def local_address(host: str, port: int) -> str:
    """Where this machine, Rasa included, reaches a server that listens on that host."""
    return str(URL.build(scheme="http", host=LOOPBACK_OF_ANY.get(host, host), port=port))


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
