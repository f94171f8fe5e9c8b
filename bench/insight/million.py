"""``python -m bench.insight.million``: a million answers in each database; how long tables and pages take.

Target: p95 of every page at most one second.
"""

import argparse
import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Engine, func, select

from bench.dossiers.databases import each_database
from bench.insight.rows import items_of, write_answers, write_cases, write_tickets, write_turns, write_wave
from bench.insight.world import World
from bench.insight.year import AFTERWARDS, YEAR, closer
from bot.insight.service import DIMENSIONS, Insight
from bot.insight.words import load_words
from bot.progress import say
from bot.storage.database import Database
from bot.storage.engines import build_engine
from bot.storage.urls import sync_url
from bot.surveys.instrument import load_instruments
from bot.surveys.model import SurveyAnswer
from bot.surveys.waves import Waves
from tests.integration.insight.place import running_insight
from tests.integration.staff.people import Browser

MOST_SECONDS = 1.0
TIMES = 30
Task = Callable[[], Awaitable[object]]


def write(engine: Engine, answers: int, seed: int = 8) -> Mapping[str, str]:
    """At least so many answers, and what else a large department has; the field of each procedure."""
    instrument = load_instruments().current(date(2026, 1, 1))
    world = World(seed, items_of(instrument, "full", random.Random(seed)), procedures=180, communes=150)
    people = math.ceil(answers / (len(world.items) * 0.9))
    cases = list(world.cases(people * 2))
    with engine.begin() as connection:
        write_wave(connection, world)
        write_cases(connection, world, cases[: people * 2])
        write_answers(connection, world, instrument, cases, people, rate=2.4)
        write_tickets(connection, world, 20_000)
        write_turns(connection, world, 20_000, 5)
    with engine.begin() as connection:
        found = connection.scalar(select(func.count()).select_from(SurveyAnswer))
    say(f"  {found} answers of {people} people, {len(cases)} dossiers, 20,000 tickets, 100,000 messages")
    return {case.procedure: case.field for case in cases}


def tables(insight: Insight) -> Iterator[tuple[str, Task]]:
    """Every table of a year."""
    for cut in DIMENSIONS:
        yield f"satisfaction by {cut}", partial(insight.satisfaction, YEAR, cut)
    yield "factors", lambda: insight.factors(YEAR)
    yield "service_766", lambda: insight.service_766(YEAR)
    yield "funnel", lambda: insight.funnel(YEAR)
    yield "entries", lambda: insight.entries(YEAR)
    yield "asked by procedure", lambda: insight.asked(YEAR, "procedure")
    yield "asked by aspect", lambda: insight.asked(YEAR, "aspect")
    yield "unanswered", lambda: insight.unanswered(YEAR)
    yield "papers", lambda: insight.papers(YEAR)
    for cut in ("all", "month", "field", "procedure", "commune", "weekday"):
        yield f"deadlines by {cut}", partial(insight.deadlines, YEAR, cut)
    yield "ageing", lambda: insight.ageing(AFTERWARDS)
    yield "promises", lambda: insight.promises(YEAR)
    yield "public_months", insight.public_months


def waves(db: Database) -> Iterator[tuple[str, Task]]:
    """What the pages of the waves ask: all, and the one that everybody was invited in."""
    desk = Waves(db, load_instruments(), lambda _subject: {})
    yield "waves", lambda: desk.all(AFTERWARDS)
    yield "the wave of all", lambda: desk.one(1)


async def measure(url: str, fields: Mapping[str, str]) -> bool:
    """Closes the year, then times everything; whether all of it stays within the target."""
    db = Database(url)
    try:
        begun = time.perf_counter()
        done = await closer(db, fields).close_all()
        say(f"  {done} months of sources closed in {time.perf_counter() - begun:.1f} s")
        slowest = 0.0
        for name, task in (*tables(Insight(db)), *waves(db)):
            slowest = max(slowest, await _timed(name, task))
        async with running_insight(db, lambda: AFTERWARDS, Insight) as console:
            await console.hire("tuan", "head")
            head = await console.signed_in("tuan")
            for path in _pages():
                slowest = max(slowest, await _timed(path, partial(_fetched, head, path)))
    finally:
        await db.close()
    return slowest <= MOST_SECONDS


def _pages() -> Iterator[str]:
    period = f"from={YEAR.first}&to={YEAR.last}"
    for theme in load_words().themes.values():
        yield f"/staff/insight/{theme.path}".rstrip("/") + f"?{period}&by=commune"
    yield "/staff/insight/satisfaction" + f"?{period}&by=procedure"
    yield from ("/cong-khai", "/cong-khai/du-lieu.csv", "/cong-khai/du-lieu.json")


async def _fetched(head: Browser, path: str) -> None:
    answer = await head.get(path)
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")


async def _timed(name: str, task: Task) -> float:
    """The p95 in seconds; the first call warms up."""
    await task()
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        await task()
        times.append(time.perf_counter() - begun)
    times.sort()
    p95 = times[math.ceil(0.95 * TIMES) - 1]
    say(f"  {name:44} p50 {1000 * times[TIMES // 2]:6.1f} ms, p95 {1000 * p95:6.1f} ms")
    return p95


def main() -> None:
    """Fills each database and measures; ends with an error if a page is too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    options = parser.parse_args()
    fast = True
    for name, url in each_database():
        say(name)
        engine = build_engine(sync_url(url))
        fields = write(engine, options.answers)
        engine.dispose()
        fast = asyncio.run(measure(url, fields)) and fast
    if not fast:
        raise SystemExit(f"more than {MOST_SECONDS} s")


if __name__ == "__main__":
    main()
