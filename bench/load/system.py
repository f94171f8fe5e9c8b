"""The program as its operator starts it, on the cores that a run leaves to it, with its memory."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import msgspec
import psutil

from bench.channels.program import Program
from bot.settings import PROJECT_ROOT
from bot.storage.upgrade import upgrade
from tests.integration.postgresql_server import binaries, running_server

SECONDS_FOR_RASA = 1800  # with 65,000 records
MEGABYTE = 1024**2
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
CORES = tuple(sorted(os.sched_getaffinity(0)))
# The driver has one core to itself; what is measured has the other, or all where the run says so.
DRIVER_CORES, SYSTEM_CORES = CORES[:1], CORES[1:2] or CORES


class Layout(msgspec.Struct, frozen=True):
    """What runs, and where: ``processes`` of the application with so many Rasa workers each."""

    database: str
    workers: int = 1
    cores: tuple[int, ...] = SYSTEM_CORES
    processes: int = 1

    @property
    def name(self) -> str:
        """As tables and pictures call it."""
        return f"{self.database}, {self.workers} Rasa, {_cores(self.cores)}"


class Running(msgspec.Struct, frozen=True):
    """The processes of a layout, and the database that they share."""

    programs: Sequence[Program]
    database_url: str
    folder: Path

    @property
    def urls(self) -> tuple[str, ...]:
        """Where each process listens."""
        return tuple(program.url for program in self.programs)


def _cores(cores: Sequence[int]) -> str:
    return "1 core" if len(cores) == 1 else f"{len(cores)} cores"


def known_databases() -> tuple[str, ...]:
    """SQLite, and PostgreSQL where its server is installed."""
    return (SQLITE, POSTGRESQL) if binaries() else (SQLITE,)


@contextmanager
def on_cores(cores: Sequence[int]) -> Iterator[None]:
    """Children that are started in the block run there and nowhere else."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def database(kind: str, folder: Path, cores: Sequence[int] = CORES, *, durable: bool = True) -> Iterator[str]:
    """The address of a new, migrated database of that kind; a ``durable`` PostgreSQL waits for its disk."""
    with ExitStack() as stack:
        url = f"sqlite:///{folder / 'chidan.db'}"
        if kind == POSTGRESQL:
            found = binaries()
            assert found is not None
            with on_cores(cores):
                url = stack.enter_context(running_server(found, durable=durable)).url("postgres")
        upgrade(url)
        yield url


@asynccontextmanager
async def running(
    layout: Layout, settings: Mapping[str, str] | None = None, root: Path = PROJECT_ROOT
) -> AsyncIterator[Running]:
    """The programs of that layout over one new database, stopped and thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="chidan-load-") as name:
        folder = Path(name)
        with database(layout.database, folder, layout.cores) as url:
            own = {"CHIDAN_RASA_WORKERS": str(layout.workers), **unlimited(url), **(settings or {})}
            programs = [
                Program(_folder(folder, number, root), own, root) for number in range(layout.processes)
            ]
            try:
                with on_cores(layout.cores):
                    for program in programs:
                        await program.start()
                yield Running(programs, url, folder)
            finally:
                for program in programs:
                    await program.stop()


def unlimited(url: str) -> dict[str, str]:
    """Settings of a run over that database: everybody may write as much as they like."""
    return {"CHIDAN_DATABASE_URL": url, "CHIDAN_MESSAGES_PER_MINUTE": "0"}


def _folder(parent: Path, number: int, root: Path) -> Path:
    """One for each process, with the models of the checkout in it."""
    folder = parent / f"process-{number}"
    folder.mkdir()
    models = root / "data" / "models"
    if models.exists():
        (folder / "models").symlink_to(models.resolve())
    return folder


async def rasa_is_ready(program: Program) -> float:
    """Returns once questions are answered; the seconds that took."""
    began = time.perf_counter()
    async with asyncio.timeout(SECONDS_FOR_RASA), aiohttp.ClientSession(program.url) as http:
        while True:
            async with http.get("/health/ready") as response:
                if response.status == 200:
                    return time.perf_counter() - began
            await asyncio.sleep(0.2)


def megabytes(program: Program) -> dict[str, float]:
    """Resident memory of the application, and of the Rasa workers that it started, together."""
    process = psutil.Process(program.pid)
    children = process.children(recursive=True)
    of = {"application": [process], "Rasa": children}
    return {name: sum(one.memory_info().rss for one in each) / MEGABYTE for name, each in of.items()}
