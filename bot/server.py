"""Runs the application on its port, with Rasa beside it, while a block of code runs."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
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
from bot.settings import Settings
from bot.sidecar.actions_route import PATH as ACTIONS_PATH
from bot.sidecar.launch import ACTIONS_SECRET, rasa_launch
from bot.sidecar.probe import rasa_answers
from bot.sidecar.process import RasaLaunch
from bot.sidecar.workers import RasaWorkers
from procedures_kb.loader import KnowledgeBase

# To listen everywhere is not an address to call; aiohttp's "::" takes no IPv4.
LOOPBACK_OF_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 # nosec B104


@dataclass(frozen=True)
class Server:
    """A running server: its address, those of its Rasas, and whether all that it started answer."""

    url: str
    rasa_urls: Callable[[], Sequence[str]]  # they change with the model
    rasa_ready: Callable[[], Awaitable[bool]]
    workers: RasaWorkers | None  # None where Rasa runs elsewhere

    async def wait_for_rasa(self) -> None:
        """Returns once a Rasa answers, warmed up if it was started here."""
        while not await self.rasa_ready():  # noqa: ASYNC110 - another process, no event to wait on
            await asyncio.sleep(0.3)


async def any_answers(urls: Sequence[str]) -> bool:
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
    """Serves while the block runs; starts Rasas with that model, or uses ``rasa_urls`` where it is None."""
    token = settings.derived_secret(ACTIONS_SECRET)

    def rasa_urls() -> Sequence[str]:
        return workers.urls if workers else settings.rasa_urls

    async def rasa_ready() -> bool:
        return (workers is None or workers.ready) and await any_answers(rasa_urls())

    async def rasa_answers_now() -> bool:
        return (workers is None or workers.some_ready) and await any_answers(rasa_urls())

    def launch(model: Path, place: int) -> RasaLaunch:
        url, log_name = f"http://127.0.0.1:{free_port()}", f"rasa-{place + 1}.log" if place else "rasa.log"
        return rasa_launch(settings, model, url, actions_url, token, log_name, len(kb.procedures))

    with bound_socket(settings.host, settings.port) as listener:
        address = local_address(settings.host, listener.getsockname()[1])
        actions_url = (settings.actions_url.rstrip("/") or address) + ACTIONS_PATH
        workers = RasaWorkers(launch, settings.rasa_workers) if model else None
        parts = Parts(
            database_url=settings.effective_database_url,
            department=department,
            knowledge_base=kb,
            rasa_urls=() if workers else settings.rasa_urls,
            rasa_answers=rasa_answers_now,
            actions_token=token,
            actions_url=actions_url,
            workers=workers,
            redis_url=settings.redis_url,
            public_url=settings.public_url,
            pause=Pause(quiet=timedelta(seconds=settings.quiet_seconds)),
            limit=Limit(per_minute=settings.messages_per_minute) if settings.messages_per_minute else None,
            live=live,
            data_dir=settings.data_dir,
            metrics_from=settings.metrics_from,
            dossiers=dossier_setup(settings),
            hotline=hotline_setup(settings),
            surveys=settings.derived_secret("surveys"),
            own_data=settings.derived_secret("own_data"),
            zalo=zalo_config(settings, address),
            telegram=telegram_config(settings, address),
        )
        app = build_app(parts)
        async with contextlib.AsyncExitStack() as stack:
            # Rasa is entered first and so left last: turns under way end before it does.
            if workers and model:
                stack.push_async_callback(workers.stop)
                await workers.start(model)
            await stack.enter_async_context(listening(app, listener))
            yield Server(address, rasa_urls, rasa_ready, workers)


def local_address(host: str, port: int) -> str:
    """Where this machine, Rasa included, reaches a server that listens on that host."""
    return str(URL.build(scheme="http", host=LOOPBACK_OF_ANY.get(host, host), port=port))


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
