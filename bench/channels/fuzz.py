"""Odd bodies that are signed rightly: nothing breaks, and the program goes on working."""

import asyncio
import gzip
import random
import re
from collections.abc import Iterator, Sequence

from bench.channels.doubled import WAITING
from bench.channels.finding import Finding
from bench.channels.genuine import telegram_bodies, zalo_bodies
from bench.channels.odd_json import OddJson
from bench.channels.people import JSON, Post
from bench.channels.posting import OK, Answered, Poster, posting_to, statuses
from bench.channels.rasa import rasa_stand_in
from bench.channels.stage import TELEGRAM_SECRET, Stage, stage
from tests.emulators.telegram.posts import SECRET_HEADER
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.signing import Signing

TARGET = "20,000 fuzzed bodies per channel: 0 answers 5xx (503 only when the database refuses)"
BODIES, AT_ONCE, SEED = 20_000, 16, 11
BODIES_OF_A_PERSON = 12
SECONDS_TO_HANDLE = 900
REFUSED = 503
STAMP = "1790000000000"
# One in so many comes with odd headers, too.
ODD_HEADERS = 25
TROUBLE = re.compile(r"^.*(?: ERROR | CRITICAL |Traceback|a request failed).*$", re.MULTILINE)


async def measure(size: float = 1.0) -> Finding:
    """``size`` is the share of the bodies."""
    # Without a limit: every message that can be read has its turn.
    async with stage(rasa_stand_in(0), CHIDAN_MESSAGES_PER_MINUTE="0") as run:
        people = round(BODIES * size) // BODIES_OF_A_PERSON + 1
        zalo = [body for _ in range(people) for body in await zalo_bodies()]
        telegram = [body for _ in range(people) for body in telegram_bodies()]
        async with posting_to(run.program.url) as poster:
            count = round(BODIES * size)
            answered = await poster.side_by_side(_posts("zalo", zalo, count), AT_ONCE)
            answered += await poster.side_by_side(_posts("telegram", telegram, count), AT_ONCE)
            genuine = await poster.side_by_side([person.write("sổ đỏ?") for person in run.people(2)], 2)
            await _all_had_their_turn(run)
            refused = await _while_database_refuses(run, poster)
        return _finding(run, answered, genuine, refused)


def _posts(channel: str, bodies: Sequence[bytes], count: int) -> Iterator[Post]:
    dice, odd = random.Random(SEED), OddJson(SEED)
    for genuine in dice.sample(bodies, count):
        body = odd.body(genuine)
        yield _signed(channel, body, {**JSON, **_dressed(dice)} if dice.randrange(ODD_HEADERS) == 0 else JSON)


def _signed(channel: str, body: bytes, headers: dict[str, str]) -> Post:
    """Rightly, over what the program reads: a body that says so travels compressed."""
    proof = {SECRET_HEADER: TELEGRAM_SECRET}
    if channel == "zalo":
        proof = Signing(timestamp="header").headers(Account(), body, STAMP)
    sent = gzip.compress(body) if headers.get("Content-Encoding") == "gzip" else body
    return Post(channel, sent, {**headers, **proof})


def _dressed(dice: random.Random) -> dict[str, str]:
    kinds = ["text/plain", "application/json; charset=utf-7", "application/x-www-form-urlencoded", "x" * 300]
    kinds += ["multipart/form-data; boundary=x", "application/json; charset=nothing", ";"]
    dresses = [{"Content-Encoding": "gzip"}, {"Content-Encoding": "deflate"}, {"Content-Encoding": "x"}]
    return dice.choice([*dresses, {"Content-Type": dice.choice(kinds)}, {"num_retry": "\u00ff"}])


async def _all_had_their_turn(run: Stage) -> None:
    """Their replies go to nobody that the emulators know: nobody waits for those."""
    async with asyncio.timeout(SECONDS_TO_HANDLE):
        while run.program.count(WAITING):
            await asyncio.sleep(0.5)


async def _while_database_refuses(run: Stage, poster: Poster) -> list[Answered]:
    """A genuine message of each channel."""
    people = run.people(2)
    with run.program.database_refusing():
        return await poster.side_by_side([person.write("phí?") for person in people], len(people))


def _finding(
    run: Stage, answered: list[Answered], genuine: list[Answered], refused: list[Answered]
) -> Finding:
    broken = sum(one.status is None or one.status >= 500 for one in answered)
    trouble = TROUBLE.findall(run.program.log.read_text(encoding="utf-8", errors="replace"))
    goes_on = all(one.status == OK for one in genuine)
    refuses = all(one.status == REFUSED for one in refused)
    outcomes = run.program.rows("SELECT outcome, count(*) FROM turns GROUP BY outcome ORDER BY 2 DESC")
    return Finding(
        TARGET,
        f"{len(answered):,} sent: {broken} answers 5xx or none; "
        f"with the database refusing: {statuses(refused)}",
        broken == 0 and goes_on and refuses,
        (
            *(
                f"{channel}: {statuses(one for one in answered if one.channel == channel)}"
                for channel in ("zalo", "telegram")
            ),
            "turns of those that could be read: "
            + ", ".join(f"{count:,} {name}" for name, count in outcomes),
            f"{len(trouble)} errors in the log{''.join(f'; {line[:200]}' for line in trouble[:3])}",
            f"genuine ones after them: {statuses(genuine)}",
        ),
        {
            "posted": len(answered),
            "broken": broken,
            "taken": sum(one.status == OK for one in answered),
            "genuine": sum(one.status == OK for one in genuine),
            "refused": sum(one.status == REFUSED for one in refused),
        },
    )
