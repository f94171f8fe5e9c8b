"""The real Rasa with the trained model, and the real actions over the real base behind it."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp import web
from msgspec.structs import asdict

from actions.registry import build_actions
from actions.services import DepartmentView, Services
from bot.inventory import load_inventory, told
from bot.progress import say
from bot.retention import Retention
from bot.server import free_port
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.actions_route import PATH, setup_actions
from bot.sidecar.launch import rasa_launch
from bot.sidecar.model import ensure_model
from bot.sidecar.process import RasaLaunch
from procedures_kb.loader import load_knowledge_base
from tests.browser.server_thread import ServerThread
from tests.dialogue import filed
from tests.dialogue.sent import TicketDesks
from tests.dialogue.surveyed import SurveyDesks
from tests.unit.actions.dossiers import SEEN_AT, Desk
from tests.unit.actions.offices import offices, places

TOKEN = "only-for-this-test-run"
START_SECONDS = 110


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the data as it stands; CHIDAN_TEST_MODEL names another one to look into."""
    chosen = os.environ.get("CHIDAN_TEST_MODEL")
    return Path(chosen) if chosen else ensure_model(PROJECT_ROOT, Settings().data_dir, say)


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Where the actions look dossiers up."""
    return filed.desk()


@pytest.fixture(scope="session")
def tickets() -> TicketDesks:
    """Where the actions open tickets."""
    return TicketDesks()


@pytest.fixture(scope="session")
def surveys() -> SurveyDesks:
    """Where the actions hand in answers to surveys."""
    return SurveyDesks()


@pytest.fixture(scope="session")
def services(desk: Desk, tickets: TicketDesks, surveys: SurveyDesks) -> Services:
    department = DepartmentView(
        name="Sở Nông nghiệp và Môi trường tỉnh Mẫu",
        hotline_number="1800 0000",
        portal_url="https://dichvucong.gov.vn",
        province="Mẫu",
        offices=offices(),
        public_url="https://hoidap.example.vn",
        readers=told(load_inventory(), asdict(Retention())),
    )
    base = load_knowledge_base(overlay="dong_nai")
    return Services(
        kb=base,
        department=department,
        today=lambda: date(2026, 11, 22),
        places=places(),
        dossiers=desk,
        now=lambda: SEEN_AT,
        tickets=tickets,
        surveys=surveys,
    )


@pytest.fixture(scope="session")
def actions_url(services: Services) -> Iterator[str]:
    """The actions route of the program, on a free port."""

    def build() -> web.Application:
        app = web.Application()
        setup_actions(app, build_actions(services), TOKEN)
        return app

    server = ServerThread(build)
    server.start()
    yield f"{server.address}{PATH}"
    server.close()


@pytest.fixture(scope="session")
def launch(model: Path, actions_url: str, tmp_path_factory: pytest.TempPathFactory) -> RasaLaunch:
    """How the program starts Rasa, with a memory of its own."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("dialogue"))
    return rasa_launch(settings, model, f"http://127.0.0.1:{free_port()}", actions_url, TOKEN)


@pytest.fixture(scope="session")
def rasa_url(launch: RasaLaunch) -> Iterator[str]:
    """A running Rasa; its own words are shown when it does not start."""
    with launch.log_file.open("wb") as output:
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
        yield launch.url
    finally:
        process.terminate()
        process.wait(20)


def wait_for(launch: RasaLaunch, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(launch.url, timeout=3):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.5)
    pytest.fail(f"Rasa did not start:\n{launch.log_file.read_text(errors='replace')[-3000:]}")
