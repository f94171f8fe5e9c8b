"""How long a question for one of 100,000 dossiers in the table takes: ``python -m bench.dossiers.status``.

First the service alone, on SQLite and, where its binaries are found, PostgreSQL; then end to end over the
web API with the trained model, or with that of ``--model FILE``. ``--service`` leaves the second out.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from bench.dossiers.databases import each_database
from bench.dossiers.sweep import code_of, fill
from bench.drivers import Figures, run, web_chat
from bot.progress import say
from bot.server import running_server
from bot.settings import Settings
from bot.startup import model_for, read_inputs
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.integration.dossiers.people import NOW, desk, new_people

DOSSIERS = 100_000
LOOKS, TURNS, SESSION_LENGTH = 2_000, 240, 6
STEP = 397  # from one dossier to the next that is asked for: no neighbours


async def service_alone(name: str, url: str) -> None:
    """Looks by one person after the other."""
    db = Database(url)
    say(f"{name}: {DOSSIERS} dossiers are taken in …")
    await fill(db, DOSSIERS)
    service, people = desk(db), await new_people(db, LOOKS)
    times: list[float] = []
    for number, person in enumerate(people):
        started = time.perf_counter()
        await service.look(person, _asked(number), now=NOW)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    print(f"service, {name}: p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms")
    await db.close()


async def end_to_end(model: Path | None) -> None:
    """Questions over the web API, answered by Rasa and the program as they are served."""
    settings = Settings()
    model = model or model_for(settings, say)
    questions = [f"hồ sơ {_asked(number)} tới đâu rồi" for number in range(TURNS)]
    with tempfile.TemporaryDirectory(prefix="chidan-bench-") as folder:
        own = settings.throwaway(Path(folder))
        await asyncio.to_thread(upgrade, own.effective_database_url)
        db = Database(own.effective_database_url)
        await fill(db, DOSSIERS)
        await db.close()
        async with running_server(own, *read_inputs(settings), model) as server:
            await server.wait_for_rasa()
            for citizens in (1, 8):
                print(f"end to end, {citizens} at once: {_said(await _ask(server.url, questions, citizens))}")


async def _ask(url: str, questions: Sequence[str], citizens: int) -> Figures:
    async with aiohttp.ClientSession() as http:
        return await run(web_chat(http, url), questions, citizens, TURNS, SESSION_LENGTH)


def _asked(number: int) -> str:
    return code_of(2 * (number * STEP % DOSSIERS))


def _said(figures: Figures) -> str:
    return f"p50 {figures.p50:.0f} ms, p95 {figures.p95:.0f} ms, {figures.per_second:.1f} answers/s"


def main() -> None:
    """Prints a line for each kind of run; progress goes to standard error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--service", action="store_true")
    parser.add_argument("--model", type=Path)
    wanted = parser.parse_args()
    for name, address in each_database():
        asyncio.run(service_alone(name, address))
    if not wanted.service:
        asyncio.run(end_to_end(wanted.model))


if __name__ == "__main__":
    main()
