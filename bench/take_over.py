"""What citizens notice of a new language model: ``python -m bench.take_over [--changes 5] [--workers 1]``.

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
from pathlib import Path

from bench.talks import Seen, arriving
from bot.progress import say
from bot.server import Server, running_server
from bot.settings import Settings
from bot.startup import model_for, read_inputs
from bot.storage.upgrade import upgrade

BETWEEN_CHANGES_SECONDS = 5.0


async def measure(model: Path, folder: Path, workers: int, changes: int) -> tuple[Seen, Sequence[float]]:
    """Runs the program in that folder; gives what citizens saw and how long each change took, in seconds."""
    seen = Seen()
    async with _program(model, folder, workers) as server, arriving(server.url, seen) as settled:
        assert server.workers is not None
        took = []
        for number in range(changes):
            await asyncio.sleep(BETWEEN_CHANGES_SECONDS)
            began = time.monotonic()
            if not await server.workers.change(_copy(model, folder / f"model-{number}.tar.gz")):
                raise RuntimeError(str(server.workers.warnings()))
            took.append(time.monotonic() - began)
            say(f"change {number + 1}: {took[-1]:.0f} s, p95 {seen.p95(began, time.monotonic()):.0f} ms")
        await asyncio.sleep(BETWEEN_CHANGES_SECONDS)
        await settled()
    return seen, took


@contextlib.asynccontextmanager
async def _program(model: Path, folder: Path, workers: int) -> AsyncIterator[Server]:
    settings = Settings().throwaway(folder / "data", rasa_urls=(), rasa_workers=workers)
    upgrade(settings.effective_database_url)
    async with running_server(settings, *read_inputs(settings), model) as server:
        await server.wait_for_rasa()
        yield server


def _copy(model: Path, to: Path) -> Callable[[], Awaitable[Path]]:
    """As if trained: the same model under another name."""

    async def trained() -> Path:
        return Path(await asyncio.to_thread(shutil.copyfile, model, to))

    return trained


def main() -> None:
    """Prints one line of a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--changes", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    model = model_for(Settings(), say)
    if model is None:
        parser.error("unset CHIDAN_RASA_URLS: the bench starts its own Rasas")
    with tempfile.TemporaryDirectory() as name:
        seen, took = asyncio.run(measure(model, Path(name), arguments.workers, arguments.changes))
    print("| workers | changes | each s | messages | failed | lost | out of context | p95 ms |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    print(
        f"| {arguments.workers} | {len(took)} | {min(took):.0f}–{max(took):.0f} | {seen.sent} | {seen.failed}"
        f" | {seen.lost} | {seen.forgotten} | {seen.p95(0, float('inf')):.0f} |"
    )


if __name__ == "__main__":
    main()
