"""`chidan kb diff` on the command line."""

import asyncio
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from bot.app import VIETNAM
from bot.cli import cli
from bot.records.service import keep
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from procedures_kb.base import KnowledgeBase
from tests.unit.web.records import knowledge_base


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that is not there yet, and is the one in use."""
    address = f"sqlite:///{tmp_path / 'chidan.db'}"
    monkeypatch.setenv("CHIDAN_DATABASE_URL", address)
    return address


def keep_at(url: str, kb: KnowledgeBase, moment: datetime) -> None:
    async def kept() -> None:
        db = Database(url)
        await keep(db, kb, moment)
        await db.close()

    upgrade(url)
    asyncio.run(kept())


def diff(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["kb", "diff", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_without_versions_it_says_what_keeps_them(url: str, tmp_path: Path) -> None:
    for _ in range(2):
        code, _, told = diff("--from", "2026-11-01")
        assert (code, told) == (
            1,
            "chidan: no version was kept yet: `chidan serve` keeps them, at its start and after each edit\n",
        )
        assert list(tmp_path.iterdir()) == []


def test_both_days_count(url: str) -> None:
    kb = KnowledgeBase(knowledge_base().procedures)
    other = [msgspec.structs.replace(one, when="Khi khác.") for one in kb.procedures]
    keep_at(url, kb, datetime(2026, 11, 1, 8, tzinfo=VIETNAM))
    keep_at(url, KnowledgeBase(other), datetime(2026, 11, 3, 23, 59, tzinfo=VIETNAM))
    assert diff("--from", "2026-11-02", "--to", "2026-11-02")[1] == "0 records differ\n"
    assert diff("--from", "2026-11-04", "--to", "2026-11-09")[1] == "0 records differ\n"
    code, told, _ = diff("--from", "2026-11-03", "--to", "2026-11-03")
    assert code == 0
    assert "    + Khi khác.\n" in told
    assert told.endswith("3 records differ\n")
    assert diff("--from", "2026-10-01", "--to", "2026-11-05")[1].endswith(
        "3 records differ\nversions are kept since 2026-11-01 08:00\n"
    )


def test_a_day_is_written_as_year_month_day(url: str) -> None:
    code, _, told = diff("--from", "01/11/2026")
    assert (code, "--from" in told) == (2, True)
