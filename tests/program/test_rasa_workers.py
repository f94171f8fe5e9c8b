"""Workers of the real Rasa: alone, several, and replaced by those of a new model while people write."""

import asyncio
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.take_over import Plan, measure, program
from bench.talks import Seen, arriving
from bot.progress import say
from bot.server import free_port
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.model import ensure_model
from bot.storage.upgrade import upgrade
from tests.browser.running_program import RunningProgram

pytestmark = pytest.mark.timeout(420)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProgram]:
    running = RunningProgram(tmp_path_factory.mktemp("program"))
    yield running
    running.stop()


def chidan(data_dir: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PROJECT_ROOT / "chidan", *arguments],
        env={**os.environ, "CHIDAN_DATA_DIR": str(data_dir)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_nobody_notices_a_new_model(tmp_path: Path) -> None:
    """The short form of ``python -m bench.take_over``."""
    url = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(url)
    model = ensure_model(PROJECT_ROOT, Settings().data_dir, say)
    seen, took = await measure(Plan(url, model), tmp_path)
    assert (seen.failed, seen.lost, seen.forgotten) == (0, 0, 0), seen
    assert seen.sent >= 5 * took[0]


async def test_of_two_workers_one_may_be_killed_at_any_time(tmp_path: Path) -> None:
    """Each once; the messages that it had are answered by the other one."""
    url, seen = f"sqlite:///{tmp_path / 'chidan.db'}", Seen()
    upgrade(url)
    plan = Plan(url, ensure_model(PROJECT_ROOT, Settings().data_dir, say), workers=2)
    async with program(plan, tmp_path / "data") as server, arriving(server.url, seen) as settled:
        assert server.workers is not None
        for number in range(2):
            await asyncio.sleep(2)
            os.kill(server.workers.pids[number], signal.SIGKILL)
            async with asyncio.timeout(90):
                while server.workers.ready:
                    await asyncio.sleep(0.1)
                await server.wait_for_rasa()
        await settled()
    assert (seen.failed, seen.lost, seen.forgotten) == (0, 0, 0), seen


def test_reload_reaches_the_server_that_runs(served: RunningProgram) -> None:
    served.address()
    told = chidan(served.data_dir, "reload")
    assert (told.returncode, "Told 1 server" in told.stderr) == (0, True), told.stderr
    deadline = time.monotonic() + 30
    while "The language model is up to date." not in served.output.read_text():
        assert time.monotonic() < deadline, served.output.read_text()[-2000:]
        time.sleep(0.2)


def test_reload_says_so_where_none_runs_or_one_was_killed(tmp_path: Path) -> None:
    (tmp_path / "serving").mkdir()
    (tmp_path / "serving" / str(os.getpid())).touch()
    told = chidan(tmp_path, "reload")
    assert (told.returncode, "no server runs" in told.stderr) == (1, True), told.stderr
    assert not list((tmp_path / "serving").iterdir())


def test_a_worker_alone_says_that_its_port_is_taken(served: RunningProgram) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = chidan(served.data_dir, "rasa", "--port", port)
    assert done.returncode == 1
    assert done.stderr.startswith("chidan: ")
    assert port in done.stderr


def test_a_worker_alone_serves_without_a_terminal_and_ends_when_told(served: RunningProgram) -> None:
    port = free_port()
    worker = subprocess.Popen(
        [PROJECT_ROOT / "chidan", "rasa", "--port", str(port)],
        env={**os.environ, "CHIDAN_DATA_DIR": str(served.data_dir)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until_it_answers(f"http://127.0.0.1:{port}/", worker)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(15) == 0
    finally:
        worker.kill()


def until_it_answers(url: str, worker: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 110
    while worker.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=3):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError(f"the worker does not answer (exit code {worker.poll()})")
