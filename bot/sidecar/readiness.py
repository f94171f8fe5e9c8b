"""Waits for a new Rasa worker."""

import asyncio
from pathlib import Path

from bot.sidecar.process import RasaProcess


class WorkerNotReady(Exception):
    """A worker with a new model ended, or took too long to start; ``log_file`` is where it says why."""

    def __init__(self, trouble: str, log_file: Path) -> None:
        self.log_file = log_file
        super().__init__(f"its worker {trouble}; see {log_file}")


async def until_ready(worker: RasaProcess) -> None:
    """Returns once it answers and is warm; raises WorkerNotReady."""
    log_file = worker.launch.log_file
    try:
        async with asyncio.timeout(worker.launch.start_seconds):
            while not worker.is_ready:
                if worker.restarts:
                    raise WorkerNotReady("ended", log_file)
                await asyncio.sleep(0.1)
    except TimeoutError as error:
        raise WorkerNotReady("does not answer", log_file) from error
