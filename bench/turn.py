"""Turns per second through the web API, beside plain Rasa on the same data: ``make bench``.

All run on this machine, one after the other, with the same questions; the driver shares its cores with them.
Writes docs/turn.md.
"""

import asyncio
import contextlib
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench import plain_default, plain_rasa
from bench.drivers import Ask, Figures, run, web_chat
from bench.load.system import CORES, SQLITE, Layout, megabytes, rasa_is_ready, running
from bench.nlu.about import machine
from bot.progress import say
from bot.settings import PROJECT_ROOT, Settings
from bot.startup import model_for

RUNS = 5
CITIZENS = 8
TURNS = 400
SESSION_LENGTH = 6
WARM_UP_TURNS = 32
PAGE = PROJECT_ROOT / "docs" / "turn.md"
WORDS = Path(__file__).with_name("turn.md")
QUESTIONS = (
    "lam so do lan dau can giay to gi",
    "phí bao nhiêu",
    "nộp ở đâu dạ",
    "sang tên đất cho con thì mất bao lâu",
    "tach thua dat can nhung gi",
    "bao nhieu ngay xong",
    "mất sổ đỏ thì làm sao",
    "có nộp qua mạng được không",
    "xoa the chap o dau",
    "cảm ơn nhiều nha",
)
ONE, TWO = "Chỉ Dẫn, one Rasa worker", "Chỉ Dẫn, two Rasa workers"
SAME, DEFAULT = "plain `rasa run`, our model", "plain `rasa run`, Rasa's default pipeline"


@dataclass(frozen=True)
class Measured:
    """One server: its runs with eight citizens and with one, and the memory of its processes in MB."""

    many: Sequence[Figures]
    alone: Sequence[Figures]
    memory: str = "–"

    @property
    def rate(self) -> float:
        """Turns a second with eight citizens, the median of the runs."""
        return statistics.median(one.per_second for one in self.many)


async def main() -> None:
    """Prints the table and writes the page; progress goes to standard error."""
    model = model_for(Settings(), say)
    if model is None:
        sys.exit("bench: unset CHIDAN_RASA_URLS, the comparison starts its own Rasa")
    say("Rasa's default pipeline, trained once for some minutes …")
    default = plain_default.ensure_trained(Settings().data_dir / "bench")
    about = machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {ONE: await _ours(1), TWO: await _ours(2)}
        found[SAME] = await _theirs(SAME, plain_rasa.running(model, folder))
        found[DEFAULT] = await _theirs(DEFAULT, plain_rasa.running(default, folder))
    PAGE.write_text(WORDS.read_text().format(table=_table(found), ratios=_ratios(found), about=about))
    print(PAGE.read_text())


async def _ours(workers: int) -> Measured:
    say(f"Chỉ Dẫn, {workers} Rasa …")
    layout = Layout(SQLITE, workers, cores=CORES)
    async with running(layout) as system, _citizens(system.urls[0]) as ask:
        [program] = system.programs
        await rasa_is_ready(program)
        many, alone = await _runs(ask)
        held = megabytes(program)
    return Measured(many, alone, f"{held['application']:.0f} + {held['Rasa']:.0f}")


@contextlib.asynccontextmanager
async def _citizens(url: str) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as http:
        yield web_chat(http, url)


async def _theirs(label: str, server: AbstractAsyncContextManager[Ask]) -> Measured:
    say(f"{label} …")
    async with server as ask:
        return Measured(*await _runs(ask))


async def _runs(ask: Ask) -> tuple[list[Figures], list[Figures]]:
    await run(ask, QUESTIONS, CITIZENS, WARM_UP_TURNS, SESSION_LENGTH, "warm")
    many = [await run(ask, QUESTIONS, CITIZENS, TURNS, SESSION_LENGTH, f"m{n}") for n in range(RUNS)]
    alone = [await run(ask, QUESTIONS, 1, TURNS // CITIZENS, SESSION_LENGTH, f"a{n}") for n in range(RUNS)]
    return many, alone


def _table(found: dict[str, Measured]) -> str:
    lines = ["| server | turns/s, 8 citizens | p95 ms | turns/s, 1 citizen | p50 ms | memory MB |"]
    lines.append("|---|--:|--:|--:|--:|--:|")
    for label, one in found.items():
        cells = [
            _spread([each.per_second for each in one.many], 1),
            _spread([each.p95 for each in one.many], 0),
            _spread([each.per_second for each in one.alone], 1),
            _spread([each.p50 for each in one.alone], 0),
            one.memory,
        ]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _spread(values: Sequence[float], digits: int) -> str:
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def _ratios(found: dict[str, Measured]) -> str:
    one, two, same, default = (found[name].rate for name in (ONE, TWO, SAME, DEFAULT))
    best = max(one, two)
    return "\n".join(
        (
            "| ratio of turns/s, 8 citizens | here | aimed at |",
            "|---|--:|--:|",
            f"| ours to plain Rasa with its default pipeline, two cores | {best / default:.2f} | ≥ 3 |",
            f"| the same with one Rasa worker | {one / default:.2f} | |",
            f"| two Rasa workers to one, two cores | {two / one:.2f} | ≥ 1.6 |",
            f"| ours, one worker, to plain Rasa with our model | {one / same:.2f} | |",
        )
    )


if __name__ == "__main__":
    asyncio.run(main())
