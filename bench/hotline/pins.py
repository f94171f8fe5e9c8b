"""What the time of an answer tells somebody who guesses at PINs: ``python -m bench.hotline.pins``.

A wrong PIN of a ticket, one of a sealed report, and one of a code that nobody was given, on SQLite and, where
its binaries are found, PostgreSQL.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.dossiers.databases import each_database
from bench.dossiers.ranks import chance_of
from bot.storage.database import Database
from tests.integration.hotline.world import NOW, draft, world

TICKETS, ROUNDS = 500, 1_000
TICKET, SEALED, NOBODY = "ticket", "sealed report", "no such code"
LONGER_THAN_A_BLOCK = timedelta(minutes=16)


async def codes(db: Database, folder: Path, number: int) -> dict[str, Sequence[str]]:
    """So many codes of each kind; those of nobody look like the others."""
    stage = world(db, folder)
    plain = [(await stage.desk.open(draft(), NOW)).code for _ in range(number)]
    sealed = [(await stage.desk.open(draft(track="denunciation"), NOW)).code for _ in range(number)]
    return {TICKET: plain, SEALED: sealed, NOBODY: [f"PA-261124-{code[-4:]}" for code in plain]}


async def times(
    db: Database, folder: Path, known: dict[str, Sequence[str]], rounds: int, seed: int = 1
) -> dict[str, list[float]]:
    """Milliseconds of wrong PINs, one of each kind in a round, in chance order."""
    chance, desk, now = random.Random(seed), world(db, folder).desk, NOW
    found: dict[str, list[float]] = {kind: [] for kind in known}
    for _ in range(rounds):
        for kind in chance.sample(list(known), len(known)):
            code, now = chance.choice(known[kind]), now + LONGER_THAN_A_BLOCK
            started = time.perf_counter()
            assert await desk.look(code, "not it", now) is None
            found[kind].append((time.perf_counter() - started) * 1000)
    return found


async def report(name: str, url: str) -> None:
    """Prints what was found on that database."""
    db = Database(url)
    with tempfile.TemporaryDirectory() as folder:
        known = await codes(db, Path(folder), TICKETS)
        found = await times(db, Path(folder), known, ROUNDS)
    for kind in (TICKET, SEALED):
        chance = chance_of(found[kind], found[NOBODY])
        print(
            f"{name}: {ROUNDS} rounds, wrong PIN of a {kind} {median(found[kind]):.2f} ms, "
            f"{NOBODY} {median(found[NOBODY]):.2f} ms, chance of such a difference {chance:.3f}"
        )
    await db.close()


if __name__ == "__main__":
    for name, url in each_database():
        asyncio.run(report(name, url))
