"""``rasa run`` as its documentation has it: its REST channel, its own tracker, an HTTP server for actions."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
from aiohttp import web

from actions.registry import build_actions
from actions.services import Services
from bench.drivers import Ask, plain_rasa
from bot.app import today_in_vietnam
from bot.department_view import department_view
from bot.server import free_port
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.actions_route import PATH, setup_actions
from bot.sidecar.command import NLU_PYTHON, rasa_environment
from bot.sidecar.launch import ACTIONS_SECRET
from bot.sidecar.probe import rasa_answers
from bot.sidecar.process import RasaLaunch, RasaProcess
from bot.startup import read_inputs

ENDPOINTS = """
action_endpoint:
  url: {actions_url}?token={token}
{tracker_store}
"""
SQLITE_STORE = """
tracker_store:
  type: SQL
  dialect: sqlite
  db: {path}
"""


@contextlib.asynccontextmanager
async def running(model: Path, folder: Path, tracker_store: str = "") -> AsyncIterator[Ask]:
    """Serves that model with nothing of ours in its process but the components that the model names."""
    url = f"http://127.0.0.1:{free_port()}"
    async with _action_server() as actions_url, aiohttp.ClientSession() as http:
        endpoints = folder / "endpoints.yml"
        store = tracker_store.format(path=folder / "plain.db")
        endpoints.write_text(
            ENDPOINTS.format(actions_url=actions_url, token=ACTIONS_SECRET, tracker_store=store)
        )
        credentials = folder / "credentials.yml"
        credentials.write_text("rest:\n")
        arguments = ["run", "--model", str(model), "--interface", "127.0.0.1"]
        arguments += ["--port", url.rpartition(":")[2]]
        arguments += ["--endpoints", str(endpoints), "--credentials", str(credentials)]
        command = [str(PROJECT_ROOT / NLU_PYTHON), "-m", "rasa", *arguments]
        environment = rasa_environment({"LOG_LEVEL": "WARNING"})
        launch = RasaLaunch(command, environment, PROJECT_ROOT, url, folder / "plain.log")
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
    """The same actions as an HTTP server of their own."""
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
