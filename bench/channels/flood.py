"""One person floods: the others notice nothing, the person is told once, and memory stays as it was."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.channels.doubled import settled
from bench.channels.finding import Finding, quantile
from bench.channels.people import Person
from bench.channels.posting import OK, Answered, Poster, posting_to, statuses
from bench.channels.rasa import ECHO, rasa_stand_in
from bench.channels.stage import Stage, stage
from bot.clock import utc_now

TARGET = "one contact sends 1,000 in 10 s: others' p95 up by less than 20 %, one notice, memory flat"
MOST_GROWTH, MOST_MEMORY = 0.20, 0.05
PER_SECOND_OF_FLOOD, SECONDS, SHORTEST = 100, 10.0, 2.0
ROUNDS = 5  # each a quiet stretch and one with a flood, by somebody new
# Others: 8 messages a second, each of them one every 10 seconds; Rasa is busy a fifth of the time.
OTHERS, PER_SECOND = 80, 8
RASA_SECONDS = 0.025
SECONDS_TO_ANSWER, SECONDS_TO_SETTLE = 10, 120


@dataclass
class Seen:
    """Milliseconds until others had their replies, in quiet stretches and in floods; and megabytes."""

    quiet: list[float] = field(default_factory=list)
    flooded: list[float] = field(default_factory=list)
    floods: list[Answered] = field(default_factory=list)
    before: float = 0.0
    megabytes: list[float] = field(default_factory=list)


async def measure(size: float = 1.0) -> Finding:
    """``size`` is the share of the rounds; less than one is a shorter one. One before them warms up."""
    async with stage(rasa_stand_in(RASA_SECONDS)) as run, posting_to(run.program.url) as poster:
        course = Course(run, poster, max(SHORTEST, SECONDS * min(1.0, ROUNDS * size)))
        await course.round(Seen())
        seen = Seen(before=run.program.resident_megabytes())
        flooders = [await course.round(seen) for _ in range(max(1, round(ROUNDS * size)))]
        heard = run.heard()
        notices = [sum(ECHO not in one.text for one in heard[person.key]) for person in flooders]
        told = run.program.count("SELECT count(*) FROM turns WHERE outcome = 'slowed_down'")
    return _finding(seen, notices, told - 1)


class Course:
    """The stretches, in which others write all the time."""

    def __init__(self, run: Stage, poster: Poster, seconds: float) -> None:
        """``seconds`` is the length of a stretch."""
        self._seconds = seconds
        self._run = run
        self._poster = poster
        self._others = run.people(OTHERS)
        self._written = 0
        self._flooders = 0

    async def round(self, seen: Seen) -> Person:
        """Quiet, then flooded; the flooder is on the one channel and then on the other."""
        seen.quiet += await self._stretch()
        on_zalo = self._flooders % 2 == 0
        flooder = self._run.zalo_person() if on_zalo else self._run.telegram_person()
        self._flooders += 1
        posts = [
            flooder.write(f"tin {number} đâu rồi?")
            for number in range(round(PER_SECOND_OF_FLOOD * self._seconds))
        ]
        flood = asyncio.create_task(self._poster.at_rate(posts, PER_SECOND_OF_FLOOD))
        watching = asyncio.create_task(self._watch_memory(seen))
        seen.flooded += await self._stretch()
        seen.floods += await flood
        watching.cancel()
        await settled(self._run.program, SECONDS_TO_SETTLE)
        return flooder

    async def _stretch(self) -> list[float]:
        """Milliseconds from each message of the others to the reply at the other end."""
        written: dict[str, tuple[str, datetime]] = {}
        began_at, began = utc_now(), time.perf_counter()
        tasks = []
        for number in range(round(PER_SECOND * self._seconds)):
            after = number / PER_SECOND
            await asyncio.sleep(began + after - time.perf_counter())
            person = self._others[self._written % OTHERS]
            text = f"câu {self._written}: tách thửa cần giấy tờ gì?"
            written[ECHO + text] = person.key, began_at + timedelta(seconds=after)
            self._written += 1
            tasks.append(asyncio.create_task(self._poster.post(person.write(text))))
        await asyncio.gather(*tasks)
        return await self._waits(written)

    async def _waits(self, written: dict[str, tuple[str, datetime]]) -> list[float]:
        found: dict[str, float] = {}
        deadline = time.perf_counter() + SECONDS_TO_ANSWER
        while len(found) < len(written) and time.perf_counter() < deadline:
            await asyncio.sleep(0.2)
            heard = self._run.heard()
            for text, (key, at) in written.items():
                for one in heard[key]:
                    if one.text == text:
                        found[text] = (one.at - at).total_seconds() * 1000
        never = [SECONDS_TO_ANSWER * 1000.0] * (len(written) - len(found))
        return [*found.values(), *never]

    async def _watch_memory(self, seen: Seen) -> None:
        while True:
            seen.megabytes.append(self._run.program.resident_megabytes())
            await asyncio.sleep(1)


def _finding(seen: Seen, notices: Sequence[int], told: int) -> Finding:
    quiet, flooded = quantile(seen.quiet, 0.95), quantile(seen.flooded, 0.95)
    growth, most = flooded / quiet - 1, max(seen.megabytes)
    one_each = all(count == 1 for count in notices) and told == len(notices)
    calm = growth < MOST_GROWTH and most <= seen.before * (1 + MOST_MEMORY)
    all_taken = all(one.status == OK for one in seen.floods)
    return Finding(
        TARGET,
        f"p95 {quiet:.0f} → {flooded:.0f} ms ({growth:+.0%}); {sum(notices)} notices in "
        f"{len(notices)} floods, at most {max(notices)} in one; "
        f"memory {seen.before:.0f} MB before, at most {most:.0f} MB",
        one_each and calm and all_taken,
        (
            f"others' replies: p50 {quantile(seen.quiet, 0.5):.0f} → {quantile(seen.flooded, 0.5):.0f} ms "
            f"({len(seen.quiet)} and {len(seen.flooded)} of them)",
            f"the flood is acknowledged with p99 "
            f"{quantile([one.milliseconds for one in seen.floods], 0.99):.0f} ms: {statuses(seen.floods)}",
        ),
        {"growth": growth, "most_notices": max(notices), "least_notices": min(notices), "megabytes": most},
    )
