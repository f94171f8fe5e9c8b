"""The whole program asked over its web API, one message at a time, with a database that is thrown away."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.nlu.sets import HeldOut, Line
from bot.ask import Question, ask_all
from bot.progress import Say
from bot.server import Server, running_server
from bot.settings import Settings
from bot.startup import read_inputs
from bot.storage.upgrade import upgrade

TELL_EVERY = 200
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Asked:
    """The answers to a held-out set in its order, and what the two processes held in memory (mebibytes)."""

    singles: Sequence[Line]
    talks: Sequence[Line]
    resident_web: float
    resident_rasa: float

    @property
    def milliseconds(self) -> list[float]:
        """Of every message."""
        turns = [turn for talk in self.talks for turn in talk["turns"]]
        return [float(answer["latency_ms"]) for answer in (*self.singles, *turns)]


async def ask_program(model: Path, sets: Sequence[HeldOut], say: Say) -> list[Asked]:
    """The answers to each of the sets, every message and talk in a fresh conversation."""
    async with _server(Settings(), model) as server:
        return [await _ask(server, held_out, say) for held_out in sets]


async def _ask(server: Server, held_out: HeldOut, say: Say) -> Asked:
    questions = [Question(line["id"], text=line["text"]) for line in held_out.singles]
    questions += [Question(t["id"], turns=tuple(turn["text"] for turn in t["turns"])) for t in held_out.talks]
    answers: list[Line] = []
    for question in questions:
        # One by one, so that the time of an answer is not the time of its neighbours.
        answers += [answer async for answer in ask_all(server.url, [question])]
        if len(answers) % TELL_EVERY == 0:
            say(f"  … {len(answers)} of {len(questions)}")
    cut = len(held_out.singles)
    own = psutil.Process()
    rasa = max((child.memory_info().rss for child in own.children(recursive=True)), default=0)
    return Asked(answers[:cut], answers[cut:], own.memory_info().rss / MEBIBYTE, rasa / MEBIBYTE)


@asynccontextmanager
async def _server(settings: Settings, model: Path) -> AsyncIterator[Server]:
    department, kb = read_inputs(settings)
    with tempfile.TemporaryDirectory(prefix="chidan-bench-") as folder:
        throwaway = settings.throwaway(Path(folder), rasa_urls=())
        upgrade(throwaway.effective_database_url)
        async with running_server(throwaway, department, kb, model) as server:
            await server.wait_for_rasa()
            yield server
