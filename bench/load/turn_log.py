"""A turn log of millions of rows: turns, officers' pages, the daily forgetting, the closing of months."""

import asyncio
import itertools
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from bench.load.citizens import QUESTIONS
from bench.load.growth import Growth
from bench.load.log_rows import DAYS, KEPT_DAYS, NOW, fill
from bench.load.points import WINDOWS, Spread
from bench.load.system import database
from bot.conversation.forgetting import STALE_WORDS
from bot.insight import sources_repository as sources
from bot.progress import say
from bot.review.repository import doubtful, unknown, unsure
from bot.storage.database import Database
from bot.storage.forgetting import forget_stale
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app

SMALL, LARGE, FULL_LARGE = 50_000, 1_000_000, 5_000_000
# Milliseconds of one window.
Timed = Callable[[], Awaitable[float]]
TURNS_A_WINDOW = 20
TARGETS = {"turn": 1.3}
NAMES = {
    "turn": "a turn, all but Rasa",
    "unknown": "what nobody understood (/staff/review)",
    "unsure": "what was hardly a guess (/staff/review)",
    "forgetting": "the daily forgetting, per 1,000 texts",
    "closing": "reading a week of turns for the closing, per 1,000 turns",
}


def measure(kind: str, full: bool) -> list[Growth]:
    """Both sizes on that database."""
    sizes = SMALL, FULL_LARGE if full else LARGE
    at = [_sized(kind, size) for size in sizes]
    return [_growth(kind, key, sizes, at) for key in NAMES]


def _growth(kind: str, key: str, sizes: tuple[int, int], at: Sequence[Mapping[str, Spread]]) -> Growth:
    small, large = (f"{size:,} turns" for size in sizes)
    return Growth(NAMES[key], kind, small, large, at[0][key], at[1][key], target=TARGETS.get(key))


def _sized(kind: str, turns: int) -> Mapping[str, Spread]:
    with (
        tempfile.TemporaryDirectory(prefix="chidan-load-") as folder,
        database(kind, Path(folder), durable=False) as url,
    ):
        began = time.perf_counter()
        fill(url, turns)
        say(f"  {kind}: {turns:,} turns are put in within {time.perf_counter() - began:.0f} s")
        return asyncio.run(_all(url, kind))


async def _all(url: str, kind: str) -> Mapping[str, Spread]:
    db = Database(url)
    found = {}
    async with _tasks(db) as tasks:
        for name, task in tasks.items():
            windows = [await task() for _ in range(WINDOWS)]
            found[name] = Spread(median(windows), min(windows), max(windows))
            say(f"  {kind}, {name}: {found[name]} ms")
    await db.close()
    return found


@asynccontextmanager
async def _tasks(db: Database) -> AsyncIterator[Mapping[str, Timed]]:
    days = itertools.count(1)
    async with chat_app(db, FakeNlu()) as client:
        async with client.post("/api/chat/sessions") as response:
            session = await response.json()
        numbers = itertools.count(1)

        async def ask() -> None:
            number = next(numbers)
            message = {**session, "id": str(number), "text": QUESTIONS[number % 8], "complete": True}
            async with client.post("/api/chat/messages?wait=30", json=message) as response:
                assert response.status == 200, await response.text()

        yield {
            "turn": partial(_turns, ask),
            "unknown": partial(_listed, db, unknown),
            "unsure": partial(_listed, db, unsure),
            "forgetting": lambda: _forgetting(db, next(days)),
            "closing": partial(_closing, db),
        }


async def _turns(ask: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    for _ in range(TURNS_A_WINDOW):
        await ask()
    return (time.perf_counter() - began) * 1000 / TURNS_A_WINDOW


async def _listed(db: Database, kind: Callable[[], object]) -> float:
    began = time.perf_counter()
    async with db.reading() as session:
        await doubtful(session, kind(), 50)  # type: ignore[arg-type]
    return (time.perf_counter() - began) * 1000


async def _forgetting(db: Database, day: int) -> float:
    """Of one more day each time; the day before everything older was forgotten."""
    before = NOW - timedelta(days=DAYS - (DAYS - KEPT_DAYS) - day)
    began = time.perf_counter()
    forgotten = sum([await forget_stale(db, one, before) for one in STALE_WORDS])
    return (time.perf_counter() - began) * 1_000_000 / max(1, forgotten)


async def _closing(db: Database) -> float:
    """A week half a year ago."""
    begin, number = NOW - timedelta(days=180), 0
    began = time.perf_counter()
    async with (
        db.reading() as session,
        aclosing(
            sources.turns(session, begin, begin + timedelta(days=7))  # type: ignore[type-var]
        ) as lots,
    ):
        async for lot in lots:
            number += len(lot)
    return (time.perf_counter() - began) * 1_000_000 / max(1, number)
