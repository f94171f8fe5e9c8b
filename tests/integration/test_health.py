"""Health says what is wrong, and never waits for what hangs."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.commands.health import health
from bot.health import BackupAge, DiskSpace, setup_health

GB = 10**9


async def _hangs() -> bool:
    await asyncio.sleep(60)
    return True


async def test_checks_that_hang_are_told_together_and_soon() -> None:
    app = web.Application()
    setup_health(app, {"the database does not answer": _hangs, "Rasa does not answer": _hangs})
    began = time.monotonic()
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/health/ready")
        body = await answer.json()
    assert answer.status == 503
    assert body["missing"] == [
        "the database does not answer (no answer within 2 s)",
        "Rasa does not answer (no answer within 2 s)",
    ]
    assert time.monotonic() - began < 3.5


def test_a_disk_that_fills_is_told_before_it_is_full() -> None:
    assert DiskSpace(Path(), lambda _: (10 * GB, 0, 2 * GB)).warnings() == []
    assert "999 MB free" in DiskSpace(Path(), lambda _: (10 * GB, 0, GB - 10**6)).warnings()[0]
    assert DiskSpace(Path(), lambda _: (100 * GB, 0, 4 * GB)).warnings()


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    assert "cannot be looked at" in DiskSpace(tmp_path / "gone").warnings()[0]


def test_backups_that_are_made_no_more_are_missed(tmp_path: Path) -> None:
    stamp, now = tmp_path / "backup.stamp", datetime(2026, 11, 27, 12, tzinfo=UTC)
    age = BackupAge(stamp, lambda: now)
    assert age.warnings() == []  # nobody has begun to make any
    stamp.write_text((now - timedelta(hours=47)).isoformat())
    assert age.warnings() == []
    stamp.write_text((now - timedelta(hours=49)).isoformat())
    assert "25/11/2026" in age.warnings()[0]
    stamp.write_text("yesterday")
    assert "nobody can tell" in age.warnings()[0]


@pytest.mark.parametrize(
    ("is_up", "warnings", "code", "told"),
    [
        (True, [], 0, "all is well"),
        (True, ["the disk is full"], 2, "warning: the disk is full"),
        (False, [], 1, "missing: the database does not answer"),
    ],
)
async def test_the_command_tells_what_the_server_says(
    is_up: bool,
    warnings: list[str],
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def answers() -> bool:
        return is_up

    app = web.Application()
    setup_health(app, {"the database does not answer": answers}, lambda: warnings)
    async with TestServer(app, host="127.0.0.1") as server:
        monkeypatch.setenv("CHIDAN_PORT", str(server.port))
        with pytest.raises(typer.Exit) as ended:
            await asyncio.to_thread(health)
    assert ended.value.exit_code == code
    assert told in capsys.readouterr().out


async def test_no_server_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CHIDAN_PORT", "1")
    with pytest.raises(typer.Exit) as ended:
        await asyncio.to_thread(health)
    assert ended.value.exit_code == 1
    assert "no server answers" in capsys.readouterr().out
