"""Training while citizens are served: in a process of its own that leaves the processor to them."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from pathlib import Path

from bot.settings import PROJECT_ROOT, child_environment
from bot.sidecar.model import TrainingFailed

log = logging.getLogger(__name__)

NICENESS = 15
STOP_SECONDS = 5.0


async def trained_beside(data_dir: Path) -> Path:
    """The model of the inputs as they stand, trained by ``chidan train`` if it is not there.

    What that says comes into the log. Raises TrainingFailed with the last line of it, and OSError.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "train"),
        cwd=PROJECT_ROOT,
        env=child_environment({"CHIDAN_DATA_DIR": str(data_dir)}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us, who end it then
    )
    try:
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        found, said = await asyncio.gather(_read(process.stdout), _logged(process.stderr))
        if await process.wait():
            raise TrainingFailed(said or f"chidan train ended with {process.returncode}")
        return Path(found.strip())
    finally:
        await _end(process)


async def _read(stream: asyncio.StreamReader | None) -> str:
    assert stream is not None
    return (await stream.read()).decode()


async def _logged(stream: asyncio.StreamReader | None) -> str:
    """Each line goes to the log; the last one is given back."""
    assert stream is not None
    last = ""
    async for line in stream:
        last = line.decode(errors="replace").strip() or last
        log.info("training: %s", last)
    return last


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        for sign in (signal.SIGINT, signal.SIGKILL):  # asked first, so that it ends Rasa's trainer
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
                return
