"""Forged and mutated webhooks: none is answered as if it were taken, and nothing of it is kept."""

import random
from collections.abc import Iterator

from bench.channels.finding import Finding
from bench.channels.forgeries import forged
from bench.channels.people import Post
from bench.channels.posting import OK, posting_to, statuses
from bench.channels.rasa import rasa_stand_in
from bench.channels.stage import Stage, stage

TARGET = "10,000 forged or mutated webhooks: 0 accepted"
FORGERIES, AT_ONCE, SEED = 10_000, 16, 7
PEOPLE = 20
TRACES = ("inbox", "contacts", "turns", "outbox")


async def measure(size: float = 1.0) -> Finding:
    """Half of them for each channel; at the end a genuine one each, which must be taken."""
    async with stage(rasa_stand_in(0)) as run, posting_to(run.program.url) as poster:
        answered = await poster.side_by_side(_forgeries(run, round(FORGERIES * size)), AT_ONCE)
        traces = sum(run.program.count(f"SELECT count(*) FROM {table}") for table in TRACES)
        genuine = await poster.side_by_side([person.write("sổ đỏ?") for person in run.people(2)], 2)
    taken = sum(one.status is not None and one.status < 300 for one in answered)
    proven = all(one.status == OK for one in genuine)
    return Finding(
        TARGET,
        f"{len(answered):,} sent: {traces} rows kept, {taken} answered as if taken",
        taken == traces == 0 and proven,
        (
            *(
                f"{channel}: {statuses(one for one in answered if one.channel == channel)}"
                for channel in ("zalo", "telegram")
            ),
            f"genuine ones after them: {statuses(genuine)}",
        ),
        {"posted": len(answered), "taken": taken, "traces": traces, "genuine": sum(map(_is_ok, genuine))},
    )


def _is_ok(answered: object) -> bool:
    return getattr(answered, "status", None) == OK


def _forgeries(run: Stage, count: int) -> Iterator[Post]:
    dice = random.Random(SEED)
    people = run.people(PEOPLE)
    for number in range(count):
        yield forged(people[number % PEOPLE].write(f"câu {number}: phí bao nhiêu?"), dice)
