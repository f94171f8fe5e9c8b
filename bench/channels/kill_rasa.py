"""The stand-in for Rasa in a process of its own, which outlives the program's: ``python -m … SECONDS``."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.channels.rasa import rasa_stand_in
from bot.settings import PROJECT_ROOT, child_environment

SECONDS_TO_START = 30


@asynccontextmanager
async def surviving_rasa(seconds: float) -> AsyncIterator[str]:
    """Its address; each message takes so many seconds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.channels.kill_rasa",
        str(seconds),
        cwd=PROJECT_ROOT,
        env=child_environment({}),
        stdin=asyncio.subprocess.PIPE,  # open for as long as we live
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(SECONDS_TO_START):
            url = await process.stdout.readline()
        yield url.decode().strip()
    finally:
        process.kill()
        await process.wait()


async def serve(seconds: float) -> None:
    """Prints the address and serves until standard input is closed."""
    async with rasa_stand_in(seconds) as url:
        print(url, flush=True)
        await asyncio.to_thread(os.read, 0, 1)


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
