"""How soon a webhook is answered while Rasa keeps every message waiting."""

from bench.channels.finding import Finding, quantile
from bench.channels.posting import OK, Answered, posting_to, statuses
from bench.channels.rasa import hanging_rasa
from bench.channels.stage import Stage, stage

TARGET = "acknowledge a webhook, 50 msg/s, Rasa hanging for 30 s: p99 ≤ 250 ms"
LIMIT_MS = 250.0
PER_SECOND = 50  # on both webhooks together; once more with twice as much, to see how far it is to the limit
SECONDS = 60
RASA_HANGS = 30.0
# At twice the rate each writes 15 times a minute: nobody is told to slow down.
PEOPLE = 400
CHANNELS = ("zalo", "telegram")


async def measure(size: float = 1.0) -> Finding:
    """``size`` shortens the time, not the rate."""
    async with stage(hanging_rasa(RASA_HANGS)) as run:
        answered = await _post_all(run, PER_SECOND, SECONDS * size)
        kept = run.program.count("SELECT count(*) FROM inbox")
        hurried = await _post_all(run, 2 * PER_SECOND, SECONDS * size)
    taken = sum(one.status == OK for one in answered)
    times = [one.milliseconds for one in answered]
    p50, p99 = quantile(times, 0.5), quantile(times, 0.99)
    details = [f"{channel}: {_times(answered, channel)}" for channel in CHANNELS]
    details.append(f"answers: {statuses(answered)}; {kept:,} messages are kept")
    details += [
        f"afterwards at {2 * PER_SECOND} msg/s, {channel}: {_times(hurried, channel)}" for channel in CHANNELS
    ]
    return Finding(
        TARGET,
        f"p99 {p99:.0f} ms ({len(answered):,} messages)",
        p99 <= LIMIT_MS and taken == kept == len(answered),
        tuple(details),
        {"p50": p50, "p99": p99, "posted": len(answered), "taken": taken, "kept": kept},
    )


async def _post_all(run: Stage, per_second: float, seconds: float) -> list[Answered]:
    people = run.people(PEOPLE)
    posts = [
        people[number % PEOPLE].write(f"câu {number}: làm lại sổ đỏ cần giấy tờ gì?")
        for number in range(round(per_second * seconds))
    ]
    async with posting_to(run.program.url) as poster:
        return await poster.at_rate(posts, per_second)


def _times(answered: list[Answered], channel: str) -> str:
    times = [one.milliseconds for one in answered if one.channel == channel]
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "slowest": 1.0}
    return ", ".join(f"{name} {quantile(times, share):.0f} ms" for name, share in shares.items())
