"""Events that come twice and side by side: each is one turn, in the order of its conversation."""

import asyncio
import random
import time
from collections.abc import Sequence

from bench.channels.finding import Finding, quantile
from bench.channels.people import Person
from bench.channels.posting import posting_to, statuses
from bench.channels.program import Program
from bench.channels.rasa import rasa_stand_in
from bench.channels.schedule import deliver, schedule
from bench.channels.stage import Stage, stage
from bench.channels.tally import ANSWERING_TURNS, by_person, tally

TARGET = (
    "10,000 events, 30 % doubled, shuffled, 8 at a time: "
    "0 doubled turns, 0 lost, order kept in each conversation"
)
EVENTS, DOUBLED, AT_ONCE = 10_000, 0.3, 8
MESSAGES = 10  # of each conversation
RASA_SECONDS = 0.005
# Telegram lets 30 messages through each second, so 5,000 answers take three minutes at least.
SECONDS_TO_SETTLE = 900
SEED = 5
ON_ITS_WAY = "SELECT count(*) FROM outbox WHERE state IN ('created', 'sending', 'temporary_failure')"
UNDELIVERED = "SELECT count(*) FROM outbox WHERE state IN ('permanent_failure', 'unknown')"
WAITING = "SELECT count(*) FROM inbox WHERE handled_at IS NULL"


async def measure(size: float = 1.0) -> Finding:
    """``size`` is the share of the conversations."""
    conversations = round(EVENTS * size / MESSAGES)
    plan = schedule(conversations, MESSAGES, DOUBLED, random.Random(SEED))
    # Without a limit: what is left out as a flood is no loss, but none of these is to be left out.
    settings = {"CHIDAN_MESSAGES_PER_MINUTE": "0"}
    async with stage(rasa_stand_in(RASA_SECONDS), **settings) as run, posting_to(run.program.url) as poster:
        people = run.people(conversations)
        posts = [[person.write(_text(number)) for number in range(MESSAGES)] for person in people]
        began = time.perf_counter()
        answered = await deliver(poster, plan, posts, AT_ONCE)
        delivered = time.perf_counter() - began
        await settled(run.program, SECONDS_TO_SETTLE)
        whole = time.perf_counter() - began
        finding = _finding(run, people)
    details = (
        f"{len(answered):,} deliveries in {delivered:.0f} s, p99 "
        f"{quantile([one.milliseconds for one in answered], 0.99):.0f} ms; answers: {statuses(answered)}",
        f"the last reply arrived after {whole:.0f} s",
    )
    return Finding(TARGET, finding.measured, finding.reached, (*finding.details, *details), finding.figures)


def _text(number: int) -> str:
    """Every fourth may go on in the next message, and so be answered together with it."""
    return f"câu {number} là nhà em" if number % 4 == 1 else f"câu {number}: làm lại sổ đỏ cần gì?"


async def settled(program: Program, seconds: float) -> None:
    """Returns when every message is handled and every reply has come as far as it comes."""
    async with asyncio.timeout(seconds):
        while program.count(WAITING) or program.count(ON_ITS_WAY):
            await asyncio.sleep(0.5)


def _finding(run: Stage, people: Sequence[Person]) -> Finding:
    keys = [person.key for person in people]
    turns = tally(by_person(run.program.rows(ANSWERING_TURNS)), keys, MESSAGES)
    heard = {key: [one.text for one in found] for key, found in run.heard().items()}
    replies = tally(heard, keys, MESSAGES)
    kept = run.program.count("SELECT count(*) FROM inbox")
    events = len(keys) * MESSAGES
    return Finding(
        TARGET,
        f"{events:,} events: {turns}",
        turns.clean and replies.clean and kept == events,
        (
            f"messages kept: {kept:,}; turns: {run.program.count('SELECT count(*) FROM turns'):,}, "
            f"some of two messages that were written in pieces",
            f"replies as the people got them: {replies}; "
            f"{run.program.count(UNDELIVERED)} of them failed or are unknown",
        ),
        {
            "doubled": turns.doubled,
            "lost": turns.lost,
            "disordered": turns.disordered,
            "kept": kept,
            "replies_lost": replies.lost,
            "replies_doubled": replies.doubled,
        },
    )
