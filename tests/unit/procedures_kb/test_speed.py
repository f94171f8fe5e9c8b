"""A large base loads fast: 6,500 records in 10 s is 1,000 in 1.5 s (measured: `make bench-kb`)."""

import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.many_records import write_many
from bot.settings import PROJECT_ROOT
from tests.machine import slowness

pytestmark = pytest.mark.alone

MANY = 1_000
SECONDS = 10 / 6.5
LOAD = """
import sys
from pathlib import Path
from procedures_kb.loader import load_knowledge_base
print(len(load_knowledge_base(Path(sys.argv[1])).procedures))
"""
LOAD_OURS = "from procedures_kb.loader import load_knowledge_base; load_knowledge_base(overlay='dong_nai')"


def run(arguments: Sequence[str]) -> tuple[str, float]:
    """Output and processor seconds of a Python of its own, where nothing that ran before weighs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT_ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_thousand_records_load_in_their_share_of_ten_seconds(tmp_path: Path) -> None:
    write_many(tmp_path, MANY)
    loaded, seconds = run(["-c", LOAD, str(tmp_path)])
    assert int(loaded) == MANY
    assert seconds < SECONDS * slowness()


def test_our_base_loads_in_under_a_second() -> None:
    _, seconds = run(["-c", LOAD_OURS])
    assert seconds < 1 * slowness()


def test_the_whole_check_takes_less_than_five_seconds() -> None:
    _, seconds = run(["-m", "bot.cli", "kb", "check"])
    assert seconds < 5 * slowness()
