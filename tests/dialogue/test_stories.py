"""`rasa test` over the stories: every text is understood and every rule leads where it should."""

import subprocess
from pathlib import Path

from bot.sidecar.command import NLU_PYTHON
from bot.sidecar.process import RasaLaunch

STORIES = "nlu_data/stories"


def test_stories(model: Path, launch: RasaLaunch, tmp_path: Path) -> None:
    arguments = ["test", "core", "--model", str(model), "--stories", STORIES, "--e2e"]
    arguments += ["--endpoints", "endpoints.yml", "--out", str(tmp_path)]
    done = subprocess.run(
        [launch.folder / NLU_PYTHON, "-m", "rasa", *arguments],
        cwd=launch.folder,
        env=dict(launch.environment),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert "stories:" not in failed, failed
