"""Turns per second through the web API, beside plain Rasa with the same model: ``make bench``.

Both sides run on this machine, one after the other, with the same questions. Plain Rasa is ``rasa run``
with its REST channel, its own tracker stores and an HTTP server for the same actions.
"""

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
from aiohttp import web

from actions.registry import build_actions
from actions.services import Services
from bench.drivers import Ask, Figures, plain_rasa, run, web_chat
from bot.app import today_in_vietnam
from bot.department_view import department_view
from bot.progress import say
from bot.server import free_port, running_server
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.actions_route import PATH, setup_actions
from bot.sidecar.command import rasa_command, rasa_environment
from bot.sidecar.launch import ACTIONS_SECRET
from bot.sidecar.probe import rasa_answers
from bot.sidecar.process import RasaLaunch, RasaProcess
from bot.startup import model_for, read_inputs
from bot.storage.upgrade import upgrade

TURNS = 240
SESSION_LENGTH = 6
WARM_UP_TURNS = 16
QUESTIONS = (
    "lam so do lan dau can giay to gi",
    "phí bao nhiêu",
    "nộp ở đâu dạ",
    "sang tên đất cho con thì mất bao lâu",
    "tach thua dat can nhung gi",
    "bao nhieu ngay xong",
    "mất sổ đỏ thì làm sao",
    "có nộp qua mạng được không",
    "xoa the chap o dau",
    "cảm ơn nhiều nha",
)
PLAIN_ENDPOINTS = """
action_endpoint:
  url: {actions_url}
  token: {token}
{tracker_store}
"""
SQLITE_STORE = """
tracker_store:
  type: SQL
  dialect: sqlite
  db: {path}
"""


async def main() -> None:
    """Prints the table; progress goes to standard error."""
    settings = Settings()
    model = model_for(settings, say)
    if model is None:
        sys.exit("bench: unset CHIDAN_RASA_URLS, the comparison starts its own Rasa")
    rows: list[tuple[str, int, Figures]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        servers = {
            "Chỉ Dẫn, web API, SQLite": _chidan(settings, model, folder),
            "plain rasa run, SQLite tracker": _plain(model, folder, SQLITE_STORE),
            "plain rasa run, tracker in memory": _plain(model, folder, ""),
        }
        for label, server in servers.items():
            say(f"{label} …")
            async with server as ask:
                await run(ask, QUESTIONS, 1, WARM_UP_TURNS, SESSION_LENGTH)
                for citizens in (1, 8):
                    rows.append((label, citizens, await run(ask, QUESTIONS, citizens, TURNS, SESSION_LENGTH)))
    _print(rows)


@contextlib.asynccontextmanager
async def _chidan(settings: Settings, model: Path, folder: Path) -> AsyncIterator[Ask]:
    own = settings.throwaway(folder / "chidan")
    upgrade(own.effective_database_url)
    department, kb = read_inputs(settings)
    async with running_server(own, department, kb, model) as server, aiohttp.ClientSession() as http:
        await server.wait_for_rasa()
        yield web_chat(http, server.url)


@contextlib.asynccontextmanager
async def _plain(model: Path, folder: Path, tracker_store: str) -> AsyncIterator[Ask]:
    url = f"http://127.0.0.1:{free_port()}"
    async with _action_server() as actions_url, aiohttp.ClientSession() as http:
        store = tracker_store.format(path=folder / "plain.db")
        text = PLAIN_ENDPOINTS.format(actions_url=actions_url, token=ACTIONS_SECRET, tracker_store=store)
        endpoints = folder / "endpoints.yml"
        endpoints.write_text(text)
        arguments = ["run", "--model", str(model), "--interface", "127.0.0.1"]
        arguments += ["--port", url.rpartition(":")[2]]
        arguments += ["--endpoints", str(endpoints), "--credentials", "credentials.yml"]
        environment = rasa_environment({"LOG_LEVEL": "WARNING"})
        log_file = folder / "plain.log"
        launch = RasaLaunch(rasa_command(PROJECT_ROOT, arguments), environment, PROJECT_ROOT, url, log_file)
        process = RasaProcess(launch, on_ready=lambda: None)
        await process.start()
        try:
            while not await rasa_answers(http, url):
                await asyncio.sleep(0.3)
            yield plain_rasa(http, url)
        finally:
            await process.stop()


@contextlib.asynccontextmanager
async def _action_server() -> AsyncIterator[str]:
    """The same actions as an HTTP server of their own, as plain Rasa has them."""
    department, kb = read_inputs(Settings())
    services = Services(kb=kb, department=department_view(department, ""), today=today_in_vietnam)
    app = web.Application()
    setup_actions(app, build_actions(services), ACTIONS_SECRET)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


def _print(rows: Sequence[tuple[str, int, Figures]]) -> None:
    print(f"| {'server':34} | citizens | turns/s | p50 ms | p95 ms |")
    print(f"|{'-' * 36}|---------:|--------:|-------:|-------:|")
    for label, citizens, one in rows:
        print(f"| {label:34} | {citizens:8} | {one.per_second:7.1f} | {one.p50:6.0f} | {one.p95:6.0f} |")


if __name__ == "__main__":
    asyncio.run(main())
