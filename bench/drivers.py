"""Citizens who ask one question after the other, timed; one kind of citizen per server under test."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import aiohttp

Ask = Callable[[str, str], Awaitable[None]]
"""``await ask(citizen, text)`` returns once the answer is there; raises where there is none."""


@dataclass(frozen=True)
class Figures:
    """What one run showed; times in milliseconds."""

    turns: int
    per_second: float
    p50: float
    p95: float


async def run(
    ask: Ask, questions: Sequence[str], citizens: int, turns: int, session_length: int, named: str = "bench"
) -> Figures:
    """``turns`` questions in all by so many citizens at once; each begins anew after ``session_length``.

    Their names begin with ``named``: another run with the same goes on with their conversations.
    """
    times: list[float] = []

    async def citizen(number: int) -> None:
        for turn in range(turns // citizens):
            name = f"{named}-{citizens}-{number}-{turn // session_length}"
            began = time.perf_counter()
            await ask(name, questions[(number + turn) % len(questions)])
            times.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(citizen(number) for number in range(citizens)))
    elapsed = time.perf_counter() - began
    times.sort()
    return Figures(len(times), len(times) / elapsed, _quantile(times, 0.5), _quantile(times, 0.95))


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def web_chat(http: aiohttp.ClientSession, base_url: str) -> Ask:
    """A citizen of the web chat API who waits for the answer."""
    sessions: dict[str, dict[str, str]] = {}
    numbers: dict[str, int] = {}

    async def ask(citizen: str, text: str) -> None:
        if citizen not in sessions:
            async with http.post(f"{base_url}/api/chat/sessions") as response:
                sessions[citizen] = await response.json()
        numbers[citizen] = numbers.get(citizen, 0) + 1
        message = {**sessions[citizen], "id": str(numbers[citizen]), "text": text, "complete": True}
        async with http.post(f"{base_url}/api/chat/messages?wait=30", json=message) as response:
            body = await response.json()
            if response.status != 200 or body["meta"]["outcome"].startswith("failed"):
                raise RuntimeError(f"no answer: {response.status} {body}")

    return ask


def plain_rasa(http: aiohttp.ClientSession, base_url: str) -> Ask:
    """A citizen of Rasa's own REST channel."""

    async def ask(citizen: str, text: str) -> None:
        message = {"sender": citizen, "message": text}
        async with http.post(f"{base_url}/webhooks/rest/webhook", json=message) as response:
            if response.status != 200 or not await response.json():
                raise RuntimeError(f"no answer: {response.status}")

    return ask
