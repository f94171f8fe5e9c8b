"""Latency and throughput against arrival rate, until the program keeps up no more."""

from collections.abc import Iterator, Sequence

import msgspec

from bench.load.arrivals import Answer
from bench.load.citizens import chat_requests
from bench.load.driver import Job, drive
from bench.load.points import Point, point_of
from bench.load.system import (
    CORES,
    DRIVER_CORES,
    SQLITE,
    Layout,
    Running,
    known_databases,
    megabytes,
    rasa_is_ready,
    running,
)
from bot.progress import say

RATES = (2.0, 5.0, 10.0, 20.0, 30.0, 40.0, 60.0)
SECONDS, FULL_SECONDS = 6.0, 60.0
WARM_UP_TURNS = 40


class Curve(msgspec.Struct, frozen=True):
    """A layout, its points by rate, its memory after them, and how soon it answered after its start."""

    layout: str
    points: tuple[Point, ...]
    megabytes: dict[str, float]
    seconds_to_start: float

    @property
    def borne(self) -> float:
        """The highest rate that it keeps up with; 0 if none."""
        return max((point.rate for point in self.points if point.borne), default=0.0)

    @property
    def most(self) -> float:
        """The most answers a second that it gave at any rate."""
        return max(point.per_second for point in self.points)


def layouts() -> Iterator[Layout]:
    """One worker on the core that the driver leaves; two, and on SQLite one, on both beside the driver."""
    for database in known_databases():
        yield Layout(database)
        if database == SQLITE:
            yield Layout(database, cores=CORES)
        yield Layout(database, workers=2, cores=CORES)


async def measure(layout: Layout, seconds: float, rates: Sequence[float] = RATES) -> Curve:
    """Stops after the first rate that the program does not keep up with."""
    points: list[Point] = []
    async with running(layout) as run:
        began = await rasa_is_ready(run.programs[0])
        await ask(run, WARM_UP_TURNS, 4.0)
        for rate in rates:
            points.append(point_of(rate, await ask(run, round(max(rate * seconds, 20)), rate)))
            say(f"  {layout.name}: {points[-1]}")
            if not points[-1].borne:
                break
        return Curve(layout.name, tuple(points), megabytes(run.programs[0]), began)


async def ask(run: Running, turns: int, rate: float) -> list[Answer]:
    """Questions at that rate from the driver's core."""
    requests = await chat_requests(run.urls[0], turns)
    return await drive(Job(run.urls, rate, requests, DRIVER_CORES), run.folder)
