"""Generated messages through the running program, over the web API, in several conversations: ``make fuzz``.

Every message must end in an outcome of the closed list that is no failure; else the exit code is 1.
"""

import argparse
import asyncio
import itertools
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bench.fuzz_messages import messages
from bot.conversation.outcomes import Outcome
from bot.progress import say
from bot.server import running_server
from bot.settings import Settings
from bot.startup import model_for, read_inputs
from bot.storage.upgrade import upgrade

MESSAGES, SEED = 20_000, 1
SIDE_BY_SIDE, SESSION_LENGTH = 4, 12
TELL_EVERY = 1000
# One in so many messages presses a button of the last answer; one in so many is sent as a piece.
TAPS, PIECES = 10, 20
WAIT_SECONDS = 30
QUIET_SECONDS = 0.1


@dataclass
class Findings:
    """What came of the messages; ``wrong`` names each that did not end as it should."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    milliseconds: list[float] = field(default_factory=list)

    def note(self, text: str, status: int, answer: dict[str, Any], seconds: float) -> None:
        """Counts one answer."""
        outcome = answer["meta"]["outcome"] if status == 200 else f"HTTP {status} {_code(answer)}"
        self.outcomes[outcome] += 1
        self.milliseconds.append(seconds * 1000)
        self.slowest = max(self.slowest, (seconds, _shown(text)))
        # Nothing but invisible characters is no message: the door says so.
        ended_well = outcome in set(Outcome) - {Outcome.FAILED_INTERNAL, Outcome.FAILED_NLU}
        if not ended_well and outcome != "HTTP 422 empty":
            self.wrong.append(f"{outcome}: {_shown(text)}")


def _code(answer: dict[str, Any]) -> str:
    return str(answer.get("error", {}).get("code"))


def _shown(text: str) -> str:
    return f"{text[:100]!a} ({len(text)} characters)"


async def fuzz(base_url: str, texts: Iterator[str], findings: Findings) -> None:
    """Sends them all, in conversations side by side that begin anew now and then."""
    async with aiohttp.ClientSession(base_url) as http, asyncio.TaskGroup() as tasks:
        for number in range(SIDE_BY_SIDE):
            tasks.create_task(_citizen(http, texts, findings, number))


async def _citizen(http: aiohttp.ClientSession, texts: Iterator[str], found: Findings, number: int) -> None:
    session: dict[str, str] = {}
    payloads: list[str] = []
    for count, text in enumerate(texts):
        if count % SESSION_LENGTH == 0:
            async with http.post("/api/chat/sessions") as response:
                session, payloads = await response.json(), []
        body: dict[str, Any] = {**session, "id": str(count), "text": text, "complete": count % PIECES > 0}
        if payloads and (count + number) % TAPS == 0:
            body["payload"] = payloads[count % len(payloads)]
        began = time.perf_counter()
        # As JSON of plain ASCII: half a character travels as an escape.
        async with http.post(f"/api/chat/messages?wait={WAIT_SECONDS}", data=json.dumps(body)) as response:
            answer = await response.json()
        found.note(text, response.status, answer, time.perf_counter() - began)
        replies = answer.get("replies", ())
        payloads = [button["payload"] for reply in replies for button in reply["buttons"]] or payloads
        if sum(found.outcomes.values()) % TELL_EVERY == 0:
            say(f"  … {sum(found.outcomes.values())}")


async def main(count: int, seed: int, given_model: Path | None) -> Findings:
    """Starts the program with a database that is thrown away, and puts the messages through it."""
    settings, findings = Settings(), Findings()
    model = given_model or model_for(settings, say)
    department, kb = read_inputs(settings)
    with tempfile.TemporaryDirectory(prefix="chidan-fuzz-") as folder:
        throwaway = settings.throwaway(Path(folder), quiet_seconds=0.1)
        upgrade(throwaway.effective_database_url)
        async with running_server(throwaway, department, kb, model) as server:
            await server.wait_for_rasa()
            await fuzz(server.url, itertools.islice(messages(seed), count), findings)
    return findings


def report(findings: Findings) -> str:
    """The counts, the slowest, and what went wrong."""
    times = sorted(findings.milliseconds)
    p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
    lines = [f"{count:7} {outcome}" for outcome, count in findings.outcomes.most_common()]
    lines.append(f"{len(times):7} in all, p50 {p50:.0f} ms, p99 {p99:.0f} ms")
    lines.append(f"slowest {findings.slowest[0]:.2f} s: {findings.slowest[1]}")
    lines.append(f"ended as they should not: {len(findings.wrong)}")
    return "\n".join([*lines, *(f"  {wrong}" for wrong in findings.wrong[:50])])


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=MESSAGES)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--model", type=Path, help="a trained model instead of the one of the inputs")
    chosen = options.parse_args()
    result = asyncio.run(main(chosen.messages, chosen.seed, chosen.model))
    print(report(result))
    sys.exit(bool(result.wrong))
