"""Training that is killed: each of its processes holds a gigabyte, and none may stay."""

import subprocess
import sys
import time
from pathlib import Path

import psutil

from bot.settings import PROJECT_ROOT, child_environment

# Rasa's process and one for each core that puts sentences in order.
FEWEST, BEGUN_SECONDS, ENDED_SECONDS = 2, 90, 20


def test_nothing_of_a_training_outlives_the_program_that_started_it(tmp_path: Path) -> None:
    training = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "train"],
        cwd=PROJECT_ROOT,
        env=child_environment({"CHIDAN_DATA_DIR": str(tmp_path)}),
        start_new_session=True,
    )
    try:
        family = _family(training.pid)
    finally:
        training.kill()
        training.wait()
    _, alive = psutil.wait_procs(family, timeout=ENDED_SECONDS)
    for process in alive:
        process.kill()
    assert alive == []


def _family(parent: int) -> list[psutil.Process]:
    """The processes of a training that has begun to use several."""
    until = time.monotonic() + BEGUN_SECONDS
    while time.monotonic() < until:
        family = psutil.Process(parent).children(recursive=True)
        if len(family) > FEWEST:
            return family
        time.sleep(0.2)
    raise AssertionError("the training began no processes of its own")
