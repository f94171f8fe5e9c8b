"""What Rasa checks of domain, sentences and rules; training leaves it out: it reads everything twice."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_rasa_finds_nothing_wrong_with_its_data() -> None:
    arguments = ["data", "validate", "--fail-on-warnings", "--domain", "nlu_data/domain"]
    arguments += ["--data", "nlu_data/nlu", "nlu_data/rules"]
    command = [sys.executable, "-m", "rasa", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
