"""`chidan kb reports` on the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that is not there yet, and is the one in use."""
    address = f"sqlite:///{tmp_path / 'chidan.db'}"
    monkeypatch.setenv("CHIDAN_DATABASE_URL", address)
    return address


def reports(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["kb", "reports", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_before_the_first_start_there_are_none(url: str, tmp_path: Path) -> None:
    assert reports() == (0, "0 open reports\n", "")
    assert reports("--settle", "1") == (1, "", "chidan: there is no report 1\n")
    assert list(tmp_path.iterdir()) == [], "looking makes no database"
