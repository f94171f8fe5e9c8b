"""``chidan report``: what cannot be told is refused with a sentence, and no file is left behind."""

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import VIETNAM
from bot.cli import cli
from bot.insight.figures import month_of

THIS_MONTH = month_of(datetime.now(VIETNAM).date())


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2026-13", "2026-13 is no month; write it as 2026-11"),
        ("../x", "../x is no month"),
        ("2026-1", "2026-1 is no month"),
        ("9999-12", "9999-12 is not over yet"),
        (THIS_MONTH, f"{THIS_MONTH} is not over yet"),
        ("2020-01", "2020-01 has no figures"),
    ],
)
def test_a_month_without_figures_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, month: str, words: str
) -> None:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", f"sqlite:///{tmp_path / 'none' / 'chidan.db'}")
    result = CliRunner().invoke(cli, ["report", month, "--out", str(tmp_path / "out")])
    assert (result.exit_code, words in result.stderr) == (1, True), result.output
    assert list(tmp_path.iterdir()) == []
