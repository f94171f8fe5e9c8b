"""Rasa as a watched child process: started, checked, started again after a crash or a hang."""

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.sidecar.child_log import keep_small, open_log
from bot.sidecar.probe import rasa_answers, warm_up

log = logging.getLogger(__name__)

PROBE_EVERY_SECONDS = 1.0
MISSED_PROBES_OF_A_HANG = 5
STOP_SECONDS = 8.0
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True)
class RasaLaunch:
    """What it takes to start the child: where, with what, and where its own words go."""

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    url: str
    log_file: Path
    # Without an answer for so long it is taken for one that hangs.
    start_seconds: float = 120.0


@dataclass
class RasaProcess:
    """Keeps one Rasa alive between ``start`` and ``stop``; ``is_ready`` tells whether it answers now."""

    launch: RasaLaunch
    on_ready: Callable[[], None]
    is_ready: bool = False
    restarts: int = 0
    missed_probes_of_a_hang: int = MISSED_PROBES_OF_A_HANG
    _process: asyncio.subprocess.Process | None = None
    _watch: asyncio.Task[None] | None = None
    _http: aiohttp.ClientSession | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Begins to watch; returns at once, long before the child is ready."""
        self._http = aiohttp.ClientSession()
        self._watch = asyncio.create_task(self._keep_alive(), name="rasa-watch")

    async def stop(self) -> None:
        """Ends the child: asks first, insists after eight seconds."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._end_child()
        if self._http is not None:
            await self._http.close()

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def _keep_alive(self) -> None:
        pause = 1.0
        while True:
            try:
                await self._run_once()
            except OSError as error:  # no memory, no process or no disk to spare: that may pass
                log.error("rasa cannot be started: %s", error)
            # One that served and then fell starts again at once; one that cannot start waits longer.
            pause = 1.0 if self.is_ready else min(pause * 2, LONGEST_PAUSE_SECONDS)
            self.is_ready = False
            self.restarts += 1
            log.error("rasa ended, next start in %.0f s; see %s", pause, self.launch.log_file)
            await asyncio.sleep(pause)

    async def _run_once(self) -> None:
        """One life of the child, from start to its end or its hang."""
        with open_log(self.launch.log_file) as output:
            self._process = await asyncio.create_subprocess_exec(
                *self.launch.command,
                cwd=self.launch.folder,
                env=dict(self.launch.environment),
                stdin=asyncio.subprocess.PIPE,
                stdout=output,
                stderr=output,
                # Ctrl-C reaches the whole group of the terminal; the child is stopped by us, after us.
                start_new_session=True,
            )
        exited = asyncio.create_task(self._process.wait())
        healthy = asyncio.create_task(self._until_hung())
        try:
            await asyncio.wait({exited, healthy}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            healthy.cancel()
            exited.cancel()
        await self._end_child()

    async def _until_hung(self) -> None:
        """Returns when the child takes too long to start, or answers no more."""
        assert self._http is not None
        deadline = time.monotonic() + self.launch.start_seconds
        missed = 0
        while missed < self.missed_probes_of_a_hang and (self.is_ready or time.monotonic() < deadline):
            if await rasa_answers(self._http, self.launch.url):
                missed = 0
                await self._report_ready(self._http)
            elif self.is_ready:
                missed += 1
            with contextlib.suppress(OSError):  # a full disk is told by health
                keep_small(self.launch.log_file)
            await asyncio.sleep(PROBE_EVERY_SECONDS)
        log.error("rasa does not answer its health check and is ended")

    async def _report_ready(self, http: aiohttp.ClientSession) -> None:
        if not self.is_ready:
            await warm_up(http, self.launch.url)
            self.is_ready = True
            self.on_ready()

    async def _end_child(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
                return
