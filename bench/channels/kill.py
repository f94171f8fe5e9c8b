"""``kill -9`` of the program at random moments while people write: nothing accepted is lost or disordered."""

import argparse
import asyncio
import math
import statistics
import sys
import time
from contextlib import AbstractAsyncContextManager
from random import Random

from bench.channels.finding import Finding
from bench.channels.kill_findings import Findings
from bench.channels.kill_loop import Killed, kill_under_load
from bench.channels.kill_stage import KillStage, telegram_stage, zalo_stage

TARGET = (
    "100 × kill -9 at random points under load: 0 lost after 200, 0 out of order, "
    "at most 1 doubled send per kill, drained within 30 s"
)
KILLS = 100
# They ask about half as much as the program, away half of the time, can answer: it must be able to catch up.
PEOPLE = {"zalo": 20, "telegram": 30}
# So that Zalo's ladder outlasts the run: its webhook would be switched off otherwise.
LADDER_SCALE_PER_KILL = 0.0015
DRAIN_SECONDS = 30.0


async def measure(size: float = 1.0, channel: str = "zalo", seed: int = 1) -> Finding:
    """``size`` is the share of the kills."""
    kills, began = max(1, round(KILLS * size)), time.monotonic()
    async with _stage(channel, kills, Random(seed)) as stage:
        killed = await kill_under_load(stage, kills, PEOPLE[channel])
        found = Findings(killed.moments)
        for talker in stage.talkers:
            found.add(talker.so_far())
        seconds = time.monotonic() - began
        load = f"{found.accepted / seconds:.1f} messages/s over {seconds:.0f} s, restarts included"
        people = f"{len(stage.talkers)} people on {channel}, {PEOPLE[channel]} of them at a time"
        replies = f"replies: {stage.outbox()}; {found.notices} notices"
    return _finding(found, killed, channel, (f"{people}: {load}", replies))


def _stage(channel: str, kills: int, chance: Random) -> AbstractAsyncContextManager[KillStage]:
    if channel == "telegram":
        return telegram_stage(chance)
    return zalo_stage(chance, LADDER_SCALE_PER_KILL * kills)


def _finding(found: Findings, killed: Killed, channel: str, details: tuple[str, ...]) -> Finding:
    figures = _figures(found, killed)
    by_kills = ", ".join(f"{count} × {sends}" for sends, count in sorted(found.sends_by_kills().items()))
    start = statistics.median(killed.starts)
    return Finding(
        TARGET,
        "{kills} kills: {lost} lost of {accepted:,}, {out_of_order} out of order, {doubled} doubled sends "
        "(at most {doubled_by_one} by one kill), drained {drained:.0f} s after the last restart".format(
            **figures
        )
        + f" ({channel})",
        found.is_right and figures["drained"] <= DRAIN_SECONDS,
        (
            *details,
            f"{killed.busy} kills met work under way; a restart took {start:.1f} s",
            f"kills × sends that each doubled: {by_kills}; "
            f"at most {found.doubled_in_one_talk} in one conversation",
            f"{found.unexplained} messages came twice without a kill between",
        ),
        figures,
    )


def _figures(found: Findings, killed: Killed) -> dict[str, float]:
    return {
        "kills": len(killed.moments),
        "busy": killed.busy,
        "accepted": found.accepted,
        "lost": found.lost,
        "out_of_order": found.out_of_order,
        "doubled": found.doubled.total(),
        "doubled_by_one": found.doubled_by_one,
        "doubled_in_one_talk": found.doubled_in_one_talk,
        "unexplained": found.unexplained,
        "drained": math.inf if killed.drained is None else killed.drained,
    }


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
