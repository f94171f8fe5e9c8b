"""The driver as a process of its own, on a core of its own: ``python -m bench.load.driver JOB ANSWERS``."""

import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import msgspec

from bench.load.arrivals import LONGEST_SECONDS, Answer, Request, bring
from bot.settings import PROJECT_ROOT


class Job(msgspec.Struct, frozen=True):
    """What to send where, how fast, and on which cores to run; the requests go to the addresses in turn."""

    urls: Sequence[str]
    rate: float
    requests: Sequence[Request]
    cores: Sequence[int]


async def drive(job: Job, folder: Path) -> list[Answer]:
    """Runs the job in a new process and returns what was answered, in the order of due times."""
    asked, answered = folder / "job.json", folder / "answers.json"
    asked.write_bytes(msgspec.json.encode(job))
    command = (sys.executable, "-m", "bench.load.driver", str(asked), str(answered))
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT_ROOT)
    try:
        if await process.wait():
            raise RuntimeError("the driver failed")
    finally:
        if process.returncode is None:
            process.kill()
    return msgspec.json.decode(answered.read_bytes(), type=list[Answer])


async def _run(job: Job) -> list[Answer]:
    gc.disable()  # a pause of the driver would be counted as one of the program
    timeout = aiohttp.ClientTimeout(total=LONGEST_SECONDS)
    lots = [job.requests[number :: len(job.urls)] for number in range(len(job.urls))]

    async def lane(url: str, requests: Sequence[Request]) -> list[Answer]:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(url, timeout=timeout, connector=connector) as http:
            return await bring(http, requests, job.rate / len(job.urls))

    found = await asyncio.gather(*map(lane, job.urls, lots))
    return sorted((one for lot in found for one in lot), key=lambda one: one.due)


def main() -> None:
    """Bounded by the job: it ends once the last answer came or was given up."""
    job = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Job)
    os.sched_setaffinity(0, job.cores)
    Path(sys.argv[2]).write_bytes(msgspec.json.encode(asyncio.run(_run(job))))


if __name__ == "__main__":
    main()
