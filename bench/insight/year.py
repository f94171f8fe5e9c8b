"""``python -m bench.insight.year``: a simulated year with a known truth; does what is told recover it?

100,000 dossiers, of which everybody is asked in turn until 30,000 have answered. Of 100 intervals about 95
have to hold the truth of those who answered; of a channel, also that of everybody, as it decides who answers.
"""

import argparse
import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import fmean

from bench.dossiers.databases import each_database
from bench.insight.rows import items_of, write_answers, write_cases, write_wave
from bench.insight.shapes import LATE_SHARE
from bench.insight.world import HAPPY, UNHAPPY, Case, Item, World, truth
from bot.insight.closing import Closer
from bot.insight.figures import Figure, Period
from bot.insight.gather import Known, gatherers
from bot.insight.papers import load_papers
from bot.insight.satisfaction import shape_of
from bot.insight.scale import Scale
from bot.insight.service import Insight
from bot.progress import say
from bot.storage.database import Database
from bot.storage.engines import build_engine
from bot.storage.urls import sync_url
from bot.surveys.instrument import Instrument, load_instruments

YEAR = Period.year(2025)
AFTERWARDS = datetime(2026, 2, 1, 3, tzinfo=UTC)
CUTS = ("all", "month", "field", "procedure", "commune", "channel")
EVERYBODY = "channel, everybody"
OVERALL, CSAT, LATE = "overall", "csat", "late"


@dataclass(frozen=True)
class Cell:
    """One figure with an interval, and the truth that it should hold."""

    dimension: str
    name: str
    figure: Figure
    truth: float

    @property
    def holds(self) -> bool:
        """Whether the truth is in the interval."""
        low, high = self.figure.low, self.figure.high
        return low is not None and high is not None and low <= self.truth <= high


def closer(db: Database, fields: Mapping[str, str], now: datetime = AFTERWARDS) -> Closer:
    """The task as it runs a month after the year."""
    known = Known(
        Scale(load_instruments()),
        load_papers(),
        lambda procedure, unit: (fields.get(procedure, ""), unit),
        lambda day: day,
    )
    return Closer(db, gatherers(known), lambda: now)


def write_year(url: str, seed: int, dossiers: int, answers: int) -> tuple[World, list[Case], list[Case]]:
    """The year in an empty database: its world, all cases, and those who answered."""
    instrument = load_instruments().current(date(2026, 1, 1))
    world = World(seed, items_of(instrument, "full", random.Random(seed)))
    cases = list(world.cases(dossiers))
    with build_engine(sync_url(url)).begin() as connection:
        write_wave(connection, world)
        write_cases(connection, world, cases)
        written = write_answers(connection, world, instrument, cases, answers)
    return world, cases, written.answered


async def cells_of(url: str, world: World, cases: Sequence[Case], answered: Sequence[Case]) -> list[Cell]:
    """Closes the year and compares every figure that is told with its truth."""
    db = Database(url)
    try:
        await closer(db, {case.procedure: case.field for case in cases}).close_all()
        insight = Insight(db)
        found = [cell for cut in CUTS async for cell in _satisfaction(insight, world, cut, answered)]
        # Everybody of a channel is like those of it who answered: they alone decide by nothing else.
        found += [cell async for cell in _satisfaction(insight, world, "channel", cases, EVERYBODY)]
        return [*found, *[cell async for cell in _deadlines(insight)]]
    finally:
        await db.close()


async def _satisfaction(
    insight: Insight, world: World, dimension: str, cases: Sequence[Case], name: str = ""
) -> AsyncIterator[Cell]:
    instrument = load_instruments().current(date(2026, 1, 1))
    by_key = defaultdict(list)
    for case in cases:
        by_key[_key(case, dimension)].append(case)
    for row in (await insight.satisfaction(YEAR, dimension)).rows:
        months = row.covers.split()
        inside = [case for case in by_key[row.key] if not months or f"{case.day:%Y-%m}" in months]
        true = _truth(inside, world.items, instrument) if inside else {}
        for figure in true:
            if not row.figures[figure].hidden:
                yield Cell(name or dimension, figure, row.figures[figure], true[figure])


async def _deadlines(insight: Insight) -> AsyncIterator[Cell]:
    for dimension in ("all", "month", "procedure", "commune"):
        for row in (await insight.deadlines(YEAR, dimension)).rows:
            if not row.figures[LATE].hidden:
                yield Cell(dimension, LATE, row.figures[LATE], 100 * LATE_SHARE)


def _key(case: Case, dimension: str) -> str:
    whole = {"all": "all", "month": f"{case.day:%Y-%m}"}
    return whole[dimension] if dimension in whole else str(getattr(case, dimension))


def _truth(cases: Sequence[Case], items: Iterable[Item], instrument: Instrument) -> dict[str, float]:
    shape = shape_of(instrument)
    shares = {item.code: fmean(truth(case, item) for case in cases) for item in items}
    factors = {
        factor: 100 * fmean(shares[question] for question in questions)
        for factor, questions in shape.factors.items()
    }
    overall = sum(weight * factors[factor] for factor, weight in shape.weights.items())
    happy, unhappy = (sum(score * weight for score, weight in side) for side in (HAPPY, UNHAPPY))
    score = shares["Q15"] * happy + (1 - shares["Q15"]) * unhappy
    return {**factors, OVERALL: overall, CSAT: (score - 1) * 25}


def told(cells: Sequence[Cell]) -> Iterator[str]:
    """A line per dimension and kind of figure."""
    lots: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        kind = "factors" if len(cell.name) == 1 else cell.name
        lots[cell.dimension, kind].append(cell)
    for (dimension, kind), lot in lots.items():
        within = sum(cell.holds for cell in lot)
        widths = fmean((c.figure.high or 0) - (c.figure.low or 0) for c in lot)
        part = 100 * within / len(lot)
        yield f"{dimension:20} {kind:9} {within:4} of {len(lot):4} ({part:5.1f} %), {widths:4.1f} wide"


def overall_of(world: World, cases: Sequence[Case]) -> float:
    """The true index of these people; those who answered are of other channels than everybody."""
    return _truth(cases, world.items, load_instruments().current(date(2026, 1, 1)))[OVERALL]


def coverage(cells: Sequence[Cell]) -> float:
    """The part of all intervals that hold the truth."""
    return sum(cell.holds for cell in cells) / len(cells)


def main() -> None:
    """Simulates, closes, compares and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=30_000)
    options = parser.parse_args()
    for name, url in each_database():
        world, cases, answered = write_year(url, options.seed, options.dossiers, options.answers)
        cells = asyncio.run(cells_of(url, world, cases, answered))
        say(f"{name}: {len(cases)} dossiers, {len(answered)} responses")
        true, of_all = overall_of(world, answered), overall_of(world, cases)
        say(f"  the true index of those who answered is {true:.2f}, of everybody {of_all:.2f}")
        for line in told(cells):
            say("  " + line)
        say(f"  all: {100 * coverage(cells):.1f} % of {len(cells)} intervals hold the truth")


if __name__ == "__main__":
    main()
