"""What citizens notice of a new language model: ``python -m bench.take_over [--help]``.

The program with real Rasas answers five messages a second, arriving at even distances whether or not the
ones before were answered, while one model after the other is put to work. Conversations begin before a change
and go on across it: the second question names no procedure, so only memory can answer it.
"""

import argparse
import asyncio
import contextlib
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.dossiers.databases import each_database
from bench.talks import Seen, arriving
from bot.progress import say
from bot.server import Server, running_server
from bot.settings import Settings
from bot.sidecar.train_beside import trained_beside
from bot.startup import model_for, read_inputs

BETWEEN_CHANGES_SECONDS = 5.0


@dataclass(frozen=True)
class Plan:
    """What is run: on which database, with how many workers, and what is changed to."""

    database_url: str
    model: Path
    workers: int = 1
    changes: int = 1
    train: bool = False  # the first change is to a model that is really trained


async def measure(plan: Plan, folder: Path) -> tuple[Seen, Sequence[float]]:
    """Runs the program in that folder; gives what citizens saw and how long each change took, in seconds."""
    seen = Seen()
    async with program(plan, folder / "data") as server, arriving(server.url, seen) as settled:
        assert server.workers is not None
        took = []
        for number in range(plan.changes):
            await asyncio.sleep(BETWEEN_CHANGES_SECONDS)
            began = time.monotonic()
            really = partial(trained_beside, folder / "data") if plan.train and not number else None
            if not await server.workers.change(really or _copy(plan.model, folder / f"{number}.tar.gz")):
                raise RuntimeError(str(server.workers.findings()))
            took.append(time.monotonic() - began)
            say(f"change {number + 1}: {took[-1]:.0f} s, p95 {seen.p95(began, time.monotonic()):.0f} ms")
        await asyncio.sleep(BETWEEN_CHANGES_SECONDS)
        await settled()
    return seen, took


@contextlib.asynccontextmanager
async def program(plan: Plan, data_dir: Path) -> AsyncIterator[Server]:
    """The program with real Rasas, ready, while the block runs."""
    own = {"rasa_urls": (), "rasa_workers": plan.workers, "database_url": plan.database_url}
    settings = Settings().throwaway(data_dir, **own)
    async with running_server(settings, *read_inputs(settings), plan.model) as server:
        await server.wait_for_rasa()
        yield server


def _copy(model: Path, to: Path) -> Callable[[], Awaitable[Path]]:
    """As if trained: the same model under another name."""

    async def trained() -> Path:
        return Path(await asyncio.to_thread(shutil.copyfile, model, to))

    return trained


def main() -> None:
    """Prints a line for each database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--changes", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--train", action="store_true", help="the first change trains, as chidan reload does")
    asked = parser.parse_args()
    model = model_for(Settings(), say)
    if model is None:
        parser.error("unset CHIDAN_RASA_URLS: the bench starts its own Rasas")
    print("| database | workers | changes | each s | messages | failed | lost | out of context | p95 ms |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, url in each_database():
        plan = Plan(url, model, asked.workers, asked.changes, asked.train)
        with tempfile.TemporaryDirectory() as folder:
            seen, took = asyncio.run(measure(plan, Path(folder)))
        cells: list[object] = [name, plan.workers, len(took), f"{min(took):.0f}–{max(took):.0f}"]
        cells += [seen.sent, seen.failed, seen.lost, seen.forgotten, f"{seen.p95(0, float('inf')):.0f}"]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
