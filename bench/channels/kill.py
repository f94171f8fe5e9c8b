"""``kill -9`` of the program at random moments while people write: nothing accepted is lost or disordered."""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bench.channels.finding import Finding
from bench.channels.kill_findings import Findings
from bench.channels.kill_stage import KillStage, telegram_stage, zalo_stage
from bot.conversation.clock import utc_now
from bot.progress import say

TARGET = (
    "100 × kill -9 at random points under load: 0 lost after 200, 0 out of order, "
    "at most 1 doubled send per kill, drained within 30 s"
)
KILLS = 100
# On Zalo most of them wait most of the time until their words are brought again.
PEOPLE = {"zalo": 100, "telegram": 40}
# The program lives so long at most, from the moment when it listens: a start takes about three seconds.
LONGEST_LIFE_SECONDS = 6.0
# So that Zalo's ladder outlasts the run: its webhook would be switched off otherwise.
LADDER_SCALE_PER_KILL = 0.0015
DRAIN_SECONDS = 30.0
PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.1
TELL_EVERY = 10


@dataclass(frozen=True)
class Killed:
    """When the program was killed, and in seconds how long its starts took and, after the last, its work."""

    kills: Sequence[datetime]
    starts: Sequence[float]
    drained: float | None


async def measure(size: float = 1.0, channel: str = "zalo", seed: int = 1) -> Finding:
    """``size`` is the share of the kills."""
    kills, chance, began = max(1, round(KILLS * size)), Random(seed), time.monotonic()
    async with _stage(channel, kills, chance) as stage:
        killed = await _kill_under_load(stage, kills, chance)
        findings = Findings(killed.kills)
        for talker in stage.talkers:
            findings.add(talker.so_far())
        return _finding(findings, killed, (channel, time.monotonic() - began, stage.outbox()))


def _stage(channel: str, kills: int, chance: Random) -> AbstractAsyncContextManager[KillStage]:
    if channel == "telegram":
        return telegram_stage(PEOPLE[channel], chance)
    return zalo_stage(PEOPLE[channel], chance, LADDER_SCALE_PER_KILL * kills)


async def _kill_under_load(stage: KillStage, kills: int, chance: Random) -> Killed:
    # Everything works once before anything is killed.
    await asyncio.gather(*(talker.ask() for talker in stage.talkers))
    if await _idle_after(stage, time.monotonic()) is None:
        raise RuntimeError("the first questions were not answered")
    moments, starts, enough = list[datetime](), list[float](), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        for talker in stage.talkers:
            tasks.create_task(talker.talk(enough))
        for number in range(1, kills + 1):
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            moments.append(utc_now())
            await stage.program.kill()
            if number == kills:
                enough.set()
            restarted = time.monotonic()
            await stage.program.start()
            starts.append(time.monotonic() - restarted)
            if number % TELL_EVERY == 0:
                say(f"  … {number} kills")
        drained = await _idle_after(stage, restarted)
    # What Zalo brings again only now has been accepted since.
    await _idle_after(stage, time.monotonic())
    return Killed(moments, starts, drained)


async def _idle_after(stage: KillStage, moment: float) -> float | None:
    """The seconds from that moment until nothing waits; None if that is not in sight."""
    while not stage.is_idle():
        if time.monotonic() - moment > PATIENCE_SECONDS:
            return None
        await asyncio.sleep(LOOK_SECONDS)
    return time.monotonic() - moment


def _finding(found: Findings, killed: Killed, about: tuple[str, float, str]) -> Finding:
    channel, seconds, outbox = about
    doubled, drained = found.doubled.total(), killed.drained
    drained_words = "not drained" if drained is None else f"drained {drained:.0f} s after the last restart"
    figures = {
        "kills": len(killed.kills),
        "accepted": found.accepted,
        "lost": found.lost,
        "out_of_order": found.out_of_order,
        "doubled": doubled,
        "doubled_by_one": found.doubled_by_one,
        "unexplained": found.unexplained,
        "drained": float("inf") if drained is None else drained,
    }
    return Finding(
        TARGET,
        f"{len(killed.kills)} kills: {found.lost} lost of {found.accepted:,}, "
        f"{found.out_of_order} out of order, "
        f"{doubled} doubled sends, {found.doubled_by_one} at most by one kill, {drained_words} ({channel})",
        found.is_right and drained is not None and drained <= DRAIN_SECONDS,
        (
            f"{len(found.doubled)} kills doubled anything; {found.unexplained} came twice without a kill",
            f"{PEOPLE[channel]} people on {channel}, {found.accepted / seconds:.0f} messages/s over "
            f"{seconds:.0f} s; a restart took {statistics.median(killed.starts):.1f} s",
            f"replies: {outbox}; {found.notices} notices",
        ),
        figures,
    )


def main() -> None:
    """Prints what was found; the exit code is 1 where it is not as it must be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=KILLS)
    options.add_argument("--channel", choices=sorted(PEOPLE), default="zalo")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    found = asyncio.run(measure(chosen.kills / KILLS, chosen.channel, chosen.seed))
    print(found.measured, *found.details, sep="\n")
    sys.exit(not found.reached)


if __name__ == "__main__":
    main()
