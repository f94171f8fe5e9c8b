"""Webhook to 200 alone: how many messages a second are stored, while no Rasa runs."""

import asyncio
from collections.abc import Mapping

import msgspec
from sqlalchemy import text

from bench.load.arrivals import Answer
from bench.load.citizens import Telegram, telegram
from bench.load.driver import Job, drive
from bench.load.points import Point, point_of
from bench.load.system import (
    CORES,
    DRIVER_CORES,
    POSTGRESQL,
    SQLITE,
    Layout,
    Running,
    known_databases,
    running,
)
from bot.progress import say
from bot.server import free_port
from bot.storage.engines import build_engine
from bot.storage.urls import sync_url

TARGETS: Mapping[str, float] = {SQLITE: 500.0, POSTGRESQL: 1000.0}
RATES = (200.0, 300.0, 400.0, 500.0, 600.0, 800.0, 1000.0, 1200.0)
SECONDS, FULL_SECONDS = 5.0, 30.0
PEOPLE = 400
MOST_MS = 250.0
WARM_UP, WARM_UP_RATE = 200, 100.0


class Acceptance(msgspec.Struct, frozen=True):
    """Rates one after the other; ``taken`` answers 200 in all, ``kept`` rows of them in the end."""

    layout: str
    target: float
    points: tuple[Point, ...]
    taken: int
    kept: int

    @property
    def borne(self) -> float:
        """The highest rate that was kept up with; 0 if none."""
        return max((point.rate for point in self.points if point.borne), default=0.0)

    @property
    def most(self) -> float:
        """The most that were stored a second, at any rate."""
        return max(point.per_second for point in self.points)


def layouts() -> tuple[Layout, ...]:
    """One process on the core that the driver leaves; on PostgreSQL also two, on all cores."""
    found = [Layout(database) for database in known_databases()]
    if POSTGRESQL in known_databases():
        found.append(Layout(POSTGRESQL, processes=2, cores=CORES))
    return tuple(found)


def name_of(layout: Layout) -> str:
    """Without Rasa, since none runs."""
    processes = "1 process" if layout.processes == 1 else f"{layout.processes} processes"
    return f"{layout.database}, {processes}, {'1 core' if len(layout.cores) == 1 else 'all cores'}"


async def measure(layout: Layout, seconds: float) -> Acceptance:
    """Stops after the first rate that is not kept up with."""
    points: list[Point] = []
    async with telegram() as channel, running(layout, _settings(channel)) as run:
        taken = _good(await _bring(run, channel, WARM_UP, WARM_UP_RATE))
        for rate in RATES:
            answers = await _bring(run, channel, round(rate * seconds), rate)
            taken += _good(answers)
            points.append(point_of(rate, answers, MOST_MS))
            say(f"  {name_of(layout)}: {points[-1]}")
            if not points[-1].borne:
                break
        kept = await asyncio.to_thread(_kept, run.database_url)
    return Acceptance(name_of(layout), TARGETS[layout.database], tuple(points), taken, kept)


def _settings(channel: Telegram) -> dict[str, str]:
    """With an address of Rasa at which nothing answers."""
    return {**channel.settings, "CHIDAN_RASA_URLS": f"http://127.0.0.1:{free_port()}"}


async def _bring(run: Running, channel: Telegram, count: int, rate: float) -> list[Answer]:
    return await drive(Job(run.urls, rate, channel.requests(count, PEOPLE), DRIVER_CORES), run.folder)


def _good(answers: list[Answer]) -> int:
    return sum(one.good for one in answers)


def _kept(url: str) -> int:
    engine = build_engine(sync_url(url))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM inbox")).scalar_one()
    engine.dispose()
    return int(found)
