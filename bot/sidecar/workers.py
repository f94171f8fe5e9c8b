"""The Rasa workers of this program: one or several, all of one model, and the change to another."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Protocol

from bot.findings import Finding
from bot.sidecar.model import TrainingFailed
from bot.sidecar.process import RasaLaunch, RasaProcess
from bot.sidecar.readiness import WorkerNotReady, until_ready

log = logging.getLogger(__name__)


class Pool(Protocol):
    """Who sends messages to workers."""

    def add(self, url: str) -> None:
        """Messages go to it from now on."""
        ...

    async def drain(self, url: str) -> None:
        """No more do; returns once it has answered those that it has."""
        ...


class RasaWorkers:
    """Starts and watches them; a worker is in the pool once it answers and is warm."""

    def __init__(self, launch: Callable[[Path, int], RasaLaunch], number: int) -> None:
        """``launch`` says how the n-th of ``number`` is started with a model, on a port of its own."""
        self._launch, self._number = launch, number
        self._pool: Pool | None = None
        self._working: list[RasaProcess] = []
        self._models: list[Path] = []
        self._changing = asyncio.Lock()
        self._trouble: Finding | None = None

    def attach(self, pool: Pool) -> None:
        """Tells who the workers are for, before they are started."""
        self._pool = pool

    async def start(self, model: Path) -> None:
        """Begins to watch; returns at once, long before one is ready."""
        for place in range(self._number):
            self._working.append(self._worker(model, place))
            self._models.append(model)
            await self._working[place].start()

    async def stop(self) -> None:
        """Ends them all."""
        await asyncio.gather(*(worker.stop() for worker in self._working))

    @property
    def urls(self) -> tuple[str, ...]:
        """Where they listen."""
        return tuple(worker.launch.url for worker in self._working)

    @property
    def pids(self) -> Sequence[int]:
        """Their process ids, as far as they run."""
        return [worker.pid for worker in self._working if worker.pid is not None]

    @property
    def ready(self) -> bool:
        """Whether every one of them answers."""
        return all(worker.is_ready for worker in self._working)

    @property
    def some_ready(self) -> bool:
        """Whether at least one answers."""
        return any(worker.is_ready for worker in self._working)

    def findings(self) -> Sequence[Finding]:
        """What came of the last change of the model, if it failed; how many answer, if not all do."""
        found = [self._trouble] if self._trouble else []
        ready = sum(worker.is_ready for worker in self._working)
        if 0 < ready < self._number:
            number, logs = self._number, self._logs()
            found.append(Finding("rasa_workers_fewer", {"ready": ready, "number": number, "logs": logs}))
        return found

    async def change(self, train: Callable[[], Awaitable[Path]]) -> bool:
        """Has a model trained and puts it to work, one worker after the other; False if that failed.

        The old ones serve until the new ones answer. Whatever goes wrong with the first new one leaves all
        old ones as they are; what went wrong is in the log, and among the findings until a change succeeds.
        """
        async with self._changing:
            for model in self._models:  # among the newest, so that no training removes it
                with contextlib.suppress(FileNotFoundError):
                    os.utime(model)
            try:
                await self._take_over(await train())
            except (TrainingFailed, WorkerNotReady, OSError) as error:
                self._trouble = _found(error)
                log.error("the new language model is not in use, the old one is: %s", error)
                return False
            self._trouble = None
            return True

    async def _take_over(self, model: Path) -> None:
        """Replaces the workers that serve another model; raises WorkerNotReady."""
        others = [place for place in range(self._number) if self._models[place] != model]
        if not others:
            log.info("the language model is up to date: %s", model.name)
        for place in others:
            new, old = self._worker(model, place), self._working[place]
            await new.start()
            try:
                await until_ready(new)
            except BaseException:
                await self._leave(new)
                raise
            self._working[place], self._models[place] = new, model
            await self._leave(old)
            log.info("worker %d of %d serves the model %s", place + 1, self._number, model.name)

    def _logs(self) -> str:
        return ", ".join(worker.launch.log_file.name for worker in self._working if not worker.is_ready)

    async def _leave(self, worker: RasaProcess) -> None:
        if self._pool is not None:
            await self._pool.drain(worker.launch.url)
        await worker.stop()

    def _worker(self, model: Path, place: int) -> RasaProcess:
        launch = self._launch(model, place)
        return RasaProcess(launch, on_ready=lambda: self._ready(launch.url))

    def _ready(self, url: str) -> None:
        log.info("Rasa answers at %s", url)
        if self._pool is not None:
            self._pool.add(url)


def _found(error: Exception) -> Finding:
    if isinstance(error, WorkerNotReady):
        return Finding("new_model_not_served", {"log": error.log_file.name})
    return Finding("new_model_failed", {"reason": str(error)})
