"""Workers that are started, fall, and are replaced by those of a new model; Rasa is stood in for."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.findings import Finding
from bot.server import free_port
from bot.sidecar.model import TrainingFailed
from bot.sidecar.process import RasaLaunch
from bot.sidecar.workers import RasaWorkers
from tests.integration.test_rasa_process import STAND_IN, launch_of, until

pytestmark = pytest.mark.alone

OLD, NEW, BROKEN = Path("old.tar.gz"), Path("new.tar.gz"), Path("broken.tar.gz")


class WrittenPool:
    """Keeps what it is told, in order."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.most = 0

    def add(self, url: str) -> None:
        if url not in self.urls:
            self.urls.append(url)
        self.most = max(self.most, len(self.urls))

    async def drain(self, url: str) -> None:
        if url in self.urls:
            self.urls.remove(url)


class World:
    """Two workers and who sends them messages."""

    def __init__(self, folder: Path) -> None:
        self.pool = WrittenPool()
        self.workers = RasaWorkers(self._launch, 2)
        self.workers.attach(self.pool)
        self._folder = folder

    def _launch(self, model: Path, place: int) -> RasaLaunch:
        port = free_port()
        broken = [sys.executable, "-c", "import sys; sys.exit('no such slot')"]
        command = broken if model == BROKEN else [sys.executable, str(STAND_IN), str(port)]
        return launch_of(command, self._folder / str(place), port)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path)
    await world.workers.start(OLD)
    assert not world.pool.urls, "nothing is sent to one that does not answer yet"
    await until(lambda: world.workers.ready)
    yield world
    await world.workers.stop()


def trained(model: Path) -> Callable[[], Awaitable[Path]]:
    async def train() -> Path:
        return model

    return train


async def test_all_of_them_serve(world: World) -> None:
    assert sorted(world.pool.urls) == sorted(world.workers.urls)
    assert len(set(world.workers.urls)) == 2


async def test_a_new_model_takes_over_and_one_that_serves_stays(world: World) -> None:
    before, pids = set(world.workers.urls), world.workers.pids
    assert await world.workers.change(trained(NEW))
    assert sorted(world.pool.urls) == sorted(world.workers.urls)
    assert not before & set(world.workers.urls)
    assert world.pool.most == 3, "one after the other: each takes 0.7 GB"
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    now = world.workers.urls
    assert await world.workers.change(trained(NEW))
    assert world.workers.urls == now


async def test_a_new_model_that_does_not_start_leaves_the_old_one_and_says_so(world: World) -> None:
    before = world.workers.urls
    assert not await world.workers.change(trained(BROKEN))
    assert (world.workers.urls, sorted(world.pool.urls)) == (before, sorted(before))
    assert [one.name for one in world.workers.findings()] == ["new_model_not_served"]
    assert await world.workers.change(trained(NEW))
    assert not world.workers.findings()


async def test_a_training_that_fails_changes_nothing_and_says_so(world: World) -> None:
    async def train() -> Path:
        raise TrainingFailed("nlu_data/nlu/a.yml: line 3")

    before = world.workers.urls
    assert not await world.workers.change(train)
    assert world.workers.urls == before
    [found] = world.workers.findings()
    assert found == Finding("new_model_failed", {"reason": "nlu_data/nlu/a.yml: line 3"})


async def test_the_model_in_use_counts_as_new_so_that_it_is_not_removed(tmp_path: Path) -> None:
    world, model = World(tmp_path), tmp_path / "old.tar.gz"
    model.touch()
    os.utime(model, (1, 1))
    await world.workers.start(model)
    await world.workers.change(trained(BROKEN))
    await world.workers.stop()
    assert model.stat().st_mtime > 1


async def test_two_wishes_at_once_are_one_change_each(world: World) -> None:
    assert await asyncio.gather(world.workers.change(trained(NEW)), world.workers.change(trained(NEW)))
    assert len(world.pool.urls) == 2


async def test_one_that_falls_is_started_again_at_its_address(world: World) -> None:
    before, pid = world.workers.urls, world.workers.pids[0]
    os.kill(pid, signal.SIGKILL)
    await until(lambda: not world.workers.ready)
    assert world.workers.some_ready
    facts = {"ready": 1, "number": 2, "logs": "rasa.log"}
    assert world.workers.findings() == [Finding("rasa_workers_fewer", facts)]
    await until(lambda: world.workers.ready)
    assert world.workers.urls == before
    assert world.workers.pids[0] != pid


async def test_stopped_in_the_middle_of_a_change_nothing_is_left_behind(world: World) -> None:
    change = asyncio.create_task(world.workers.change(trained(NEW)))
    await asyncio.sleep(0.3)
    change.cancel()
    await asyncio.gather(change, return_exceptions=True)
    await world.workers.stop()
    assert not world.workers.pids
    found = [path for path in Path("/proc").glob("[0-9]*/cmdline") if _is_stand_in_of_ours(path)]
    assert not found


def _is_stand_in_of_ours(path: Path) -> bool:
    try:
        words = path.read_bytes().split(b"\0")
        parent = (path.parent / "stat").read_text().rsplit(")", 1)[1].split()[1]
    except OSError:
        return False
    return str(STAND_IN).encode() in words and int(parent) == os.getpid()
