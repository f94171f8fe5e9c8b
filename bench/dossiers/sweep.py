"""Somebody who guesses at codes and factors: what they see, and what the time of an answer tells them.

``python -m bench.dossiers.sweep``: 10,000 guesses and 2,000 pairs of times, on SQLite and, where its
binaries are found, PostgreSQL.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from bench.dossiers.databases import each_database
from bench.dossiers.ranks import chance_of
from bot.dossiers.view import Look
from bot.storage.database import Database
from tests.integration.dossiers.people import NOW, desk, new_people, state, take

GUESSES, PAIRS = 10_000, 2_000
FOUR_DIGITS = 10_000
# What only the holder may see of the dossiers here, as the fields that are strings hold it.
SECRETS = ("Bưởi", "thửa", "Hợp đồng", "Cái Bè", "Thẩm định", "1250000", "1.012784", "trước bạ")
LONGER_THAN_A_PAUSE = timedelta(minutes=16)
AFTER_A_SWEEP = timedelta(days=2)


@dataclass(frozen=True)
class Sweep:
    """How looks ended, and how many of them showed anything that is protected."""

    results: Counter[str]
    revealed: int


def code_of(number: int) -> str:
    """Even ones exist."""
    return f"H58.15-261102-{number:06}"


async def fill(db: Database, dossiers: int) -> None:
    """So many dossiers, each with a phone of its own."""
    for start in range(0, dossiers, 1000):
        numbers = range(start, min(start + 1000, dossiers))
        await take(db, *(state(code_of(2 * one), phone=f"09{one:08}", lookup_code="") for one in numbers))


async def sweep(db: Database, dossiers: int, guesses: int, seed: int = 1) -> Sweep:
    """Within an hour, by people who come anew for every fourth guess: first the code, then a factor."""
    chance, service, results, revealed = random.Random(seed), desk(db), Counter[str](), 0
    people = await new_people(db, guesses // 4 + 1)
    for number in range(guesses):
        code = code_of(chance.randrange(2 * dossiers))
        factor = f"{chance.randrange(FOUR_DIGITS):04}" if number % 2 else None
        now = NOW + number * timedelta(hours=1) / guesses
        look = await service.look(people[number // 4], code, factor, now=now)
        results[look.result] += 1
        revealed += shows_protected(look)
    return Sweep(results, revealed)


def shows_protected(look: Look) -> bool:
    """Whether anything in it is for the holder's eyes."""
    told = repr(look)
    return any(word in told for word in SECRETS) or (look.view is not None and look.view.details is not None)


async def times(db: Database, dossiers: int, pairs: int, seed: int = 1) -> tuple[list[float], list[float]]:
    """Milliseconds of a wrong factor, and of one for no dossier at all: pair by pair, in chance order."""
    chance, service = random.Random(seed), desk(db)
    [person] = await new_people(db, 1)
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(pairs):
        both = [0, 1]
        chance.shuffle(both)
        for missing in both:
            now = NOW + AFTER_A_SWEEP + (2 * number + missing) * LONGER_THAN_A_PAUSE
            code = code_of(2 * chance.randrange(dossiers) + missing)
            started = time.perf_counter()
            await service.look(person, code, "wrong", now=now)
            found[missing].append((time.perf_counter() - started) * 1000)
    return found


async def report(name: str, url: str) -> None:
    """Prints what was found on that database."""
    db = Database(url)
    await fill(db, GUESSES)
    seen = await sweep(db, GUESSES, GUESSES)
    print(f"{name}: {GUESSES} guesses: {dict(seen.results)}, {seen.revealed} showed anything protected")
    wrong, missing = await times(db, GUESSES, PAIRS)
    print(
        f"{name}: {PAIRS} pairs, wrong factor {median(wrong):.2f} ms, no dossier {median(missing):.2f} ms, "
        f"chance of such a difference {chance_of(wrong, missing):.3f}"
    )
    await db.close()


if __name__ == "__main__":
    for name, url in each_database():
        asyncio.run(report(name, url))
