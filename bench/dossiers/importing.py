"""``python -m bench.dossiers.importing``: an export of 100,000 rows into each database, and the same again.

Target: at most 60 seconds and 300 MB for the command in its own process.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.dossiers.import_files import WRITERS
from bench.nlu.about import machine
from bot.progress import say
from bot.settings import PROJECT_ROOT
from tests.integration.postgresql_server import binaries, running_server

ROWS = 100_000
MOST_SECONDS, MOST_MEGABYTES = 60, 300
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_COUNTS = re.compile(r"(\d+) new, (\d+) changed, (\d+) unchanged, (\d+) older; (\d+) broken")


@dataclass(frozen=True)
class Run:
    """One run of the command; the counts are new, changed, unchanged, older and broken."""

    name: str
    seconds: float
    megabytes: float
    counts: tuple[int, ...]

    @property
    def reached(self) -> bool:
        """Whether it stayed within the target."""
        return self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MEGABYTES

    def __str__(self) -> str:
        rows = sum(self.counts) / self.seconds
        return f"{self.name}: {self.seconds:.1f} s, {rows:.0f} rows/s, at most {self.megabytes:.0f} MB"


def measure(folder: Path, rows: int, url: str) -> Iterator[Run]:
    """Each kind of file into the database, twice: new the first time, without any change the second."""
    for place, (kind, write) in enumerate(WRITERS.items()):
        file = folder / f"export.{kind}"
        if not file.exists():
            write(file, rows)
        database = url.partition(":")[0]
        for again in ("again", "and again") if place else ("new", "again"):
            yield _run(f"{kind} into {database}, {again}", file, url, folder)


def _run(name: str, file: Path, url: str, folder: Path) -> Run:
    environment = os.environ | {"CHIDAN_DATABASE_URL": url, "CHIDAN_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bot.cli", "dossiers", "import", str(file)]
    output = folder / "output"
    start = time.monotonic()
    with output.open("wb") as told, subprocess.Popen(command, env=environment, stdout=told) as process:
        megabytes = _peak_megabytes(process)
    seconds = time.monotonic() - start
    counts = _COUNTS.search(output.read_text())
    if process.returncode or counts is None:
        raise RuntimeError(f"{name}: the import failed")
    return Run(name, seconds, megabytes, tuple(map(int, counts.groups())))


def _peak_megabytes(process: "subprocess.Popen[bytes]") -> float:
    """The most that the process held until it ended; what wait4 tells would count its parent, too."""
    status, peak = Path(f"/proc/{process.pid}/status"), 0
    while process.poll() is None:
        found = _PEAK.search(status.read_text())
        peak = max(peak, int(found[1]) if found else 0)
        time.sleep(0.02)
    return peak / 1024


@contextmanager
def _databases(folder: Path) -> Iterator[list[str]]:
    """SQLite, and PostgreSQL where its binaries are."""
    urls = [f"sqlite:///{folder / 'chidan.db'}"]
    found = binaries()
    if found is None:
        say("PostgreSQL was not found: measured on SQLite alone")
        yield urls
        return
    with running_server(found) as server:
        yield [*urls, server.url("postgres")]


def main() -> None:
    """The exit code is 1 where a run missed the target."""
    parser = argparse.ArgumentParser(prog="python -m bench.dossiers.importing", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows: int = parser.parse_args().rows
    os.chdir(PROJECT_ROOT)
    print(machine())
    missed = False
    with tempfile.TemporaryDirectory(prefix="chidan-import-") as name, _databases(Path(name)) as urls:
        for url in urls:
            for run in measure(Path(name), rows, url):
                missed |= not run.reached
                print(f"{run}{'' if run.reached else ' MISSED'}", flush=True)
    sys.exit(missed)


if __name__ == "__main__":
    main()
