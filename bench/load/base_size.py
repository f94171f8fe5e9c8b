"""Knowledge bases of 150, 6,500 and 65,000 records: turns through the program, its memory, its start."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.load.curves import ask
from bench.load.growth import Growth
from bench.load.points import Spread, point_of
from bench.load.system import CORES, SQLITE, Layout, megabytes, rasa_is_ready, running
from bench.many_records import write_many
from bot.progress import say
from bot.settings import PROJECT_ROOT
from bot.sidecar.model import content_hash

SIZES, FULL_SIZES = (6_500,), (6_500, 65_000)
# What a checkout must hold to serve.
PARTS = ("bot", "actions", "procedures_kb", "nlu_data")
FILES = ("config.yml", "endpoints.yml", "credentials.yml", "uv.lock", "pyproject.toml")
LINKS = (".venv", ".venv-nlu", ".tools")
RATE, TURNS = 2.0, 40
UNITS = {"turn": "ms", "application": "MB", "Rasa": "MB", "start": "s"}
WORDS = {
    "turn": "a turn through the program",
    "application": "memory of the application",
    "Rasa": "memory of Rasa",
    "start": "from the start to the first answer",
}


def measure(full: bool) -> list[Growth]:
    """Each size beside ours; the made records are ours under other codes, so the names are as ambiguous."""
    ours = asyncio.run(_measured(PROJECT_ROOT))
    found = []
    for size in FULL_SIZES if full else SIZES:
        with enlarged(size) as root:
            larger = asyncio.run(_measured(root))
        found += [_growth(name, size, ours[name], larger[name]) for name in UNITS]
    return found


def _growth(name: str, size: int, ours: Spread, larger: Spread) -> Growth:
    what = (
        f"{name}, by records" if name not in ("application", "Rasa") else f"memory of the {name}, by records"
    )
    return Growth(what, SQLITE, "ours", f"{size:,} more records", ours, larger, UNITS[name])


@contextmanager
def enlarged(records: int) -> Iterator[Path]:
    """A checkout with so many more records and our model: it reads the records when it starts."""
    with tempfile.TemporaryDirectory(prefix="chidan-load-") as name:
        root = Path(name)
        for part in PARTS:
            shutil.copytree(PROJECT_ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        for file in FILES:
            shutil.copy(PROJECT_ROOT / file, root)
        for link in LINKS:
            (root / link).symlink_to((PROJECT_ROOT / link).resolve())
        write_many(root / "procedures_kb" / "data", records)
        _lend_model(root)
        yield root


def _lend_model(root: Path) -> None:
    models = root / "data" / "models"
    models.mkdir(parents=True)
    ours = PROJECT_ROOT / "data" / "models" / f"{content_hash(PROJECT_ROOT)}.tar.gz"
    shutil.copy(ours.resolve(strict=True), models / f"{content_hash(root)}.tar.gz")


async def _measured(root: Path) -> Mapping[str, Spread]:
    began = time.perf_counter()
    async with running(Layout(SQLITE, cores=CORES), root=root) as run:
        await rasa_is_ready(run.programs[0])
        started = time.perf_counter() - began
        await ask(run, TURNS // 2, RATE)
        point = point_of(RATE, await ask(run, TURNS, RATE))
        memory = megabytes(run.programs[0])
    say(f"  {root.name}: {point}; {memory}; answers after {started:.0f} s")
    once = {**memory, "start": started}
    return {"turn": point.p50, **{name: Spread(value, value, value) for name, value in once.items()}}
