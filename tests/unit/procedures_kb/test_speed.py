"""A large base loads fast: 6,500 records in 10 s is 1,000 in 1.5 s (measured: `make bench-kb`)."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.many_records import write_many
from bot.settings import PROJECT_ROOT
from procedures_kb.loader import load_knowledge_base

MANY = 1_000
SECONDS = 10 / 6.5


def test_a_thousand_records_load_in_their_share_of_ten_seconds(tmp_path: Path) -> None:
    write_many(tmp_path, MANY)
    started = time.process_time()
    base = load_knowledge_base(tmp_path)
    assert time.process_time() - started < SECONDS
    assert len(base.procedures) == MANY


def test_the_whole_check_takes_less_than_five_seconds() -> None:
    """Of the processor, so that what else runs here does not count."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "bot.cli", "kb", "check"],
        cwd=PROJECT_ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
