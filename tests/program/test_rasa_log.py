"""A real worker's log: one message is followed through it and ours, and what fails in it tells no words."""

import asyncio
import json
import logging
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.app import build_app
from bot.channels.telegram.config import TelegramConfig
from bot.listening import bound_socket, listening
from bot.logs.setup import formatter
from bot.parts import Parts
from bot.progress import say
from bot.server import free_port
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.actions_route import PATH
from bot.sidecar.launch import rasa_launch
from bot.sidecar.model import ensure_model
from bot.sidecar.process import RasaLaunch
from bot.storage.upgrade import upgrade
from tests.dialogue.conftest import wait_for
from tests.emulators.loopback import serving
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.staff.people import department, knowledge_base

pytestmark = [pytest.mark.alone, pytest.mark.timeout(180)]

TOKEN, HOOK = "SECRETactionsTOKEN", "SECRETwebhookPROOF"
NAME, PHONE, PIN = "Nguyễn Thị Bí Mật", "0912345678", "739154"
WORDS = f"làm sổ đỏ lần đầu cần giấy tờ gì, tôi là {NAME}, số {PHONE}, mã {PIN}"


@pytest.fixture(scope="module")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaLaunch]:
    """A worker as the program starts it, with a memory of its own."""
    model = ensure_model(PROJECT_ROOT, Settings().data_dir, say)
    settings = Settings(data_dir=tmp_path_factory.mktemp("rasa"))
    url = f"http://127.0.0.1:{free_port()}"
    launch = rasa_launch(settings, model, url, "http://127.0.0.1:9/rasa/actions", TOKEN)
    with launch.log_file.open("ab") as output:
        process = subprocess.Popen(
            launch.command,
            cwd=launch.folder,
            env=dict(launch.environment),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(launch, process)
        yield launch
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def ours() -> Iterator[StringIO]:
    """What the program logs, as JSON."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(as_json=True))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


async def _yes() -> bool:
    return True


async def test_one_number_leads_from_the_webhook_through_rasa_to_the_reply(
    rasa: RasaLaunch, ours: StringIO, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(database)
    with bound_socket("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with TelegramEmulator().running() as telegram:
            parts = Parts(
                database,
                department(),
                knowledge_base(),
                (rasa.url,),
                _yes,
                TOKEN,
                actions_url=address + PATH,
                telegram=TelegramConfig(telegram.token, HOOK, "webhook", telegram.url, address, address),
            )
            async with listening(build_app(parts), listener):
                telegram.add_citizen(NAME).say(WORDS)
                async with asyncio.timeout(30):
                    while ": Sent" not in ours.getvalue():
                        await asyncio.sleep(0.1)
    lines = sorted(_lines(ours.getvalue() + rasa.log_file.read_text()), key=lambda line: line["time"])
    first = next(line["message"] for line in lines if line["event"] == "accepted")
    about = [line for line in lines if line.get("message") == first]
    assert [line["event"].split()[0] for line in about][:5] == [
        "accepted",
        "asked",
        "action",
        "turn",
        "reply",
    ]
    assert len({line["conversation"] for line in about if "conversation" in line}) == 1
    assert _told(ours.getvalue() + rasa.log_file.read_text()) == set()


def _told(log: str) -> set[str]:
    return {secret for secret in (NAME, PHONE, PIN, TOKEN, HOOK) if secret in log}


async def _says_back(request: web.Request) -> web.Response:
    """An action server in a bad hour: the status it is named for, and all that it was sent."""
    return web.Response(status=int(request.match_info["status"]), text=await request.text())


async def _out_of_form(request: web.Request) -> web.Response:
    """An answer that is none of an action server, with the words in it."""
    return web.json_response({"events": [{"event": await request.text()}], "responses": WORDS})


async def test_an_action_that_fails_is_told_with_its_number_and_without_words(rasa: RasaLaunch) -> None:
    app = web.Application(client_max_size=10**8)
    app.router.add_post("/{status:[45]..}", _says_back)
    app.router.add_post("/form", _out_of_form)
    before = len(rasa.log_file.read_text())
    async with serving(app) as address, aiohttp.ClientSession() as http:
        ways = [f"{address}/500", f"{address}/400", f"{address}/form", "http://127.0.0.1:9/nobody"]
        for number, way in enumerate(ways, 101):
            body = {"sender": f"sender-{number}-{PHONE}", "message": WORDS}
            body["metadata"] = {"message": number, "actions": way, "phone": PHONE, "question": str(number)}
            answer = await http.post(f"{rasa.url}/webhooks/rest/webhook", json=body)
            assert answer.status == 200
    log = rasa.log_file.read_text()[before:]
    failures = [line for line in _lines(log) if line["event"] != "asked"]
    assert {line["message"] for line in failures} == {101, 102, 103, 104}
    raised = {line["message"] for line in failures if " | " in line["event"]}
    assert raised == {101, 102, 103, 104}
    assert "RasaException from ClientResponseError; " in log
    assert _told(log) == set()
