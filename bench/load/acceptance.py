"""Webhook to 200 alone: how many messages a second are stored, while no Rasa runs."""

import asyncio
from collections.abc import Mapping

import msgspec
from sqlalchemy import text

from bench.load.arrivals import Answer, Request
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
RATES = (200.0, 400.0, 500.0, 600.0, 800.0, 1000.0, 1200.0, 1400.0)
SECONDS, FULL_SECONDS = 4.0, 30.0
PEOPLE = 400
MOST_MS = 250.0
WARM_UP_RATE, SECONDS_TO_TELL = 50.0, 60
UNTOLD = (
    "SELECT (SELECT count(*) FROM conversations WHERE NOT told_of_delay)"
    " + (SELECT count(*) FROM outbox WHERE state IN ('created', 'sending', 'temporary_failure'))"
)
KEPT = "SELECT count(*) FROM inbox"


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
        crowd = channel.crowd(PEOPLE)
        taken = _good(await _bring(run, channel.requests(PEOPLE, crowd), WARM_UP_RATE))
        await _all_told(run)
        for rate in RATES:
            answers = await _bring(run, channel.requests(round(rate * seconds), crowd), rate)
            taken += _good(answers)
            points.append(point_of(rate, answers, MOST_MS))
            say(f"  {name_of(layout)}: {points[-1]}")
            if not points[-1].borne:
                break
        kept = await asyncio.to_thread(_count, run.database_url, KEPT)
    return Acceptance(name_of(layout), TARGETS[layout.database], tuple(points), taken, kept)


def _settings(channel: Telegram) -> dict[str, str]:
    """With an address of Rasa at which nothing answers."""
    return {**channel.settings, "CHIDAN_RASA_URLS": f"http://127.0.0.1:{free_port()}"}


async def _bring(run: Running, requests: list[Request], rate: float) -> list[Answer]:
    return await drive(Job(run.urls, rate, requests, DRIVER_CORES), run.folder)


async def _all_told(run: Running) -> None:
    """Everybody has heard once that answers are late; from then on nothing but acceptance goes on."""
    async with asyncio.timeout(SECONDS_TO_TELL):
        while await asyncio.to_thread(_count, run.database_url, UNTOLD):
            await asyncio.sleep(0.5)


def _good(answers: list[Answer]) -> int:
    return sum(one.good for one in answers)


def _count(url: str, query: str) -> int:
    engine = build_engine(sync_url(url))
    with engine.connect() as connection:
        found = connection.execute(text(query)).scalar_one()
    engine.dispose()
    return int(found)
