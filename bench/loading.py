"""Seconds and memory to load and check the knowledge base: ours, and one of 6,500 records."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.many_records import write_many
from bot.app import today_in_vietnam
from bot.settings import PROJECT_ROOT
from procedures_kb.check import check
from procedures_kb.loader import DATA_DIR, load_knowledge_base

MANY = 6_500


def main() -> None:
    """Each base in a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory(prefix="chidan-bench-") as folder:
        write_many(Path(folder), MANY)
        for data in (DATA_DIR, Path(folder)):
            subprocess.run([sys.executable, "-m", "bench.loading", str(data)], cwd=PROJECT_ROOT, check=True)


def measure(data: Path) -> None:
    """Prints one line for the base in that folder."""
    before = _peak_megabytes()
    started, processor = time.perf_counter(), time.process_time()
    base = load_knowledge_base(data)
    loaded, worked = time.perf_counter() - started, time.process_time() - processor
    started = time.perf_counter()
    check(base, today_in_vietnam())
    print(
        f"{len(base.procedures):,} records: loaded in {loaded:.2f} s (processor {worked:.2f} s), "
        f"checked in {time.perf_counter() - started:.2f} s, "
        f"{_peak_megabytes():.0f} MB, of which {before:.0f} before"
    )


def _peak_megabytes() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024**2 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    measure(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
