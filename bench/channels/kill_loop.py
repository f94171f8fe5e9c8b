"""Kills the program again and again while people write, and waits after the last time until all is done."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime

from bench.channels.kill_stage import KillStage
from bot.clock import utc_now
from bot.progress import say

# The program lives so long at most, from the moment when it listens: a start takes about three seconds.
LONGEST_LIFE_SECONDS = 6.0
PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.1
TELL_EVERY = 10


@dataclass
class Killed:
    """The moments of the kills, how many of them met work, and in seconds the starts and the last work.

    ``drained`` runs from the last restart; None where work was left after much longer than it may take.
    """

    moments: list[datetime] = field(default_factory=list)
    busy: int = 0
    starts: list[float] = field(default_factory=list)
    drained: float | None = None


async def kill_under_load(stage: KillStage, kills: int, people: int) -> Killed:
    """So many people write at any time, besides those whose words Zalo keeps for a later try."""
    await _everything_works_once(stage, people)
    killed, enough = Killed(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        crowd = tasks.create_task(_crowd(stage, people, enough))
        for number in range(1, kills + 1):
            await asyncio.sleep(stage.chance.uniform(0, LONGEST_LIFE_SECONDS))
            killed.busy += not stage.is_idle()
            killed.moments.append(utc_now())
            await stage.program.kill()
            if number == kills:
                enough.set()
            restarted = time.monotonic()
            await stage.program.start()
            killed.starts.append(time.monotonic() - restarted)
            if number % TELL_EVERY == 0:
                say(f"  … {number} kills")
        killed.drained = await _idle_after(stage, restarted)
        # What was never taken need not be answered.
        crowd.cancel()
    await _idle_after(stage, time.monotonic())
    return killed


async def _everything_works_once(stage: KillStage, people: int) -> None:
    await asyncio.gather(*(stage.newcomer().ask() for _ in range(people)))
    if await _idle_after(stage, time.monotonic()) is None:
        raise RuntimeError("the first questions were not answered")


async def _crowd(stage: KillStage, people: int, enough: asyncio.Event) -> None:
    """Who is stuck is replaced: the program has work whenever it lives, and never more than it can do."""
    async with asyncio.TaskGroup() as tasks:
        for talker in stage.talkers:
            tasks.create_task(talker.talk(enough))
        while not enough.is_set():
            for _ in range(people - sum(talker.is_writing for talker in stage.talkers)):
                tasks.create_task(stage.newcomer().talk(enough))
            await asyncio.sleep(LOOK_SECONDS)


async def _idle_after(stage: KillStage, moment: float) -> float | None:
    """The seconds from that moment until nothing waits; None if that is not in sight."""
    while not stage.is_idle():
        if time.monotonic() - moment > PATIENCE_SECONDS:
            return None
        await asyncio.sleep(LOOK_SECONDS)
    return time.monotonic() - moment
