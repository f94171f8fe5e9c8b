"""What Rasa checks of domain, sentences and rules; training leaves it out: it reads everything twice."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def test_rasa_finds_nothing_wrong_with_its_data(tmp_path: Path) -> None:
    """Read by its own reader, which knows the schema, instead of ours, which is fast."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    del config["importers"]
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    arguments = ["data", "validate", "--fail-on-warnings", "--domain", "nlu_data/domain"]
    arguments += ["--config", str(tmp_path / "config.yml")]
    arguments += ["--data", "nlu_data/nlu", "nlu_data/rules"]
    command = [sys.executable, "-m", "rasa", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
