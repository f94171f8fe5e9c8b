"""The watched child: started, started again after a crash or a hang, ended with its watcher."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.server import free_port
from bot.sidecar.child_log import LARGEST_LOG_BYTES
from bot.sidecar.process import RasaLaunch, RasaProcess

pytestmark = pytest.mark.alone

STAND_IN = Path(__file__).with_name("rasa_stand_in.py")


def launch_of(command: list[str], folder: Path, port: int) -> RasaLaunch:
    return RasaLaunch(command, dict(os.environ), folder, f"http://127.0.0.1:{port}", folder / "rasa.log")


@pytest.fixture
async def child(tmp_path: Path) -> AsyncIterator[RasaProcess]:
    port = free_port()
    launch = launch_of([sys.executable, str(STAND_IN), str(port)], tmp_path, port)
    process = RasaProcess(launch, on_ready=lambda: None, missed_probes_of_a_hang=1)
    await process.start()
    yield process
    await process.stop()


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.05)


async def tell(child: RasaProcess, path: str) -> None:
    async with aiohttp.ClientSession() as http:
        with contextlib.suppress(aiohttp.ClientError):
            await http.post(child.launch.url + path)


@pytest.mark.parametrize("failure", ["/crash", "/hang"])
async def test_it_is_started_again(child: RasaProcess, failure: str) -> None:
    await until(lambda: child.is_ready)
    first = child.pid
    await tell(child, failure)
    await until(lambda: child.is_ready and child.pid != first and child.restarts == 1)


async def test_stop_ends_it(child: RasaProcess) -> None:
    await until(lambda: child.is_ready)
    pid = child.pid
    await child.stop()
    assert child.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid or 0, 0)


async def test_one_that_cannot_start_is_tried_again_later_and_its_words_are_kept(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "import sys; sys.exit('no model')"]
    process = RasaProcess(launch_of(program, tmp_path, free_port()), on_ready=lambda: None)
    await process.start()
    await until(lambda: process.restarts == 1)
    await asyncio.sleep(1)
    assert process.restarts == 1, "it is not tried again at once"
    await process.stop()
    assert "no model" in process.launch.log_file.read_text()


async def test_a_program_that_is_not_there_yet_is_started_once_it_is(tmp_path: Path) -> None:
    port = free_port()
    late = tmp_path / "late"
    process = RasaProcess(launch_of([str(late)], tmp_path, port), on_ready=lambda: None)
    await process.start()
    await until(lambda: process.restarts == 1)
    late.write_text(f"#!/bin/sh\nexec {sys.executable} {STAND_IN} {port}\n")
    late.chmod(0o755)
    await until(lambda: process.is_ready)
    await process.stop()


WATCHER = """
import asyncio, sys
from pathlib import Path
from bot.sidecar.child_log import LARGEST_LOG_BYTES
from bot.sidecar.process import RasaProcess
from tests.integration.test_rasa_process import launch_of

async def main() -> None:
    command, port = [sys.executable, sys.argv[1], sys.argv[2]], int(sys.argv[2])
    launch = launch_of(command, Path(sys.argv[3]), port)
    child = RasaProcess(launch, on_ready=lambda: print("ready", flush=True))
    await child.start()
    while not child.pid:
        await asyncio.sleep(0.05)
    print(child.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_a_watcher_killed_without_warning_leaves_no_child_behind(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", WATCHER, str(STAND_IN), str(free_port()), str(tmp_path)]
    root = Path(__file__).resolve().parents[2]
    watcher = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=root)
    assert watcher.stdout is not None
    pid = int(watcher.stdout.readline())
    assert watcher.stdout.readline() == "ready\n"
    watcher.send_signal(signal.SIGKILL)
    watcher.wait()
    await until(lambda: not Path(f"/proc/{pid}").exists(), seconds=5)


async def test_its_log_stays_small_while_it_runs(child: RasaProcess) -> None:
    await until(lambda: child.is_ready)
    log = child.launch.log_file
    with log.open("ab") as words:
        words.write(b"x" * LARGEST_LOG_BYTES + b"\n")
    await until(lambda: log.stat().st_size < LARGEST_LOG_BYTES)
    assert log.with_suffix(".old.log").stat().st_size > LARGEST_LOG_BYTES
    assert child.is_ready
    await tell(child, "/crash")  # its last words go into the same file
    await until(lambda: child.restarts == 1)
