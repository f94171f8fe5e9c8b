"""Health says what is wrong, and never waits for what hangs."""

import asyncio
import time
from collections.abc import Sequence

import pytest
import typer
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.commands.health import health
from bot.findings import Finding
from bot.health.routes import setup_health
from bot.storage.errors import StorageUnavailable

PHONE = "0912345678"
DISK = Finding("disk_full", {"free": 999})


async def _hangs() -> bool:
    await asyncio.sleep(60)
    return True


async def _look_that_hangs() -> Sequence[Finding]:
    await asyncio.sleep(60)
    return [DISK]


async def _look_without_database() -> Sequence[Finding]:
    raise StorageUnavailable("away")


async def _look_with_a_fault() -> Sequence[Finding]:
    raise RuntimeError(PHONE)


async def _full_disk() -> Sequence[Finding]:
    return [DISK]


async def _yes() -> bool:
    return True


async def _no() -> bool:
    return False


async def test_checks_that_hang_are_told_together_and_soon() -> None:
    app = web.Application()
    setup_health(app, {"database": _hangs, "rasa": _hangs}, [_look_that_hangs, _full_disk])
    began = time.monotonic()
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/health/ready")
        body = await answer.json()
    assert answer.status == 503
    assert [one.partition(".")[0] for one in body["missing"]] == [
        "The database does not answer",
        "Rasa does not answer",
    ]
    assert [one["name"] for one in body["findings"]] == ["database", "rasa", "disk_full"]
    assert time.monotonic() - began < 3.5


async def test_no_look_makes_it_unready_or_stops_another(caplog: pytest.LogCaptureFixture) -> None:
    app = web.Application()
    looks = [_look_without_database, _look_with_a_fault, _full_disk]
    setup_health(app, {"database": _yes}, looks, lambda: [Finding("channel_off", {"name": "zalo"})])
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/health/ready")
        body = await answer.json()
    assert answer.status == 200
    assert body["status"] == "ready"
    assert "999 MB free" in body["warnings"][0]
    assert "999 MB" in body["findings"][0]["vi"]
    assert [one["name"] for one in body["findings"]] == ["disk_full", "channel_off"]
    assert body["warnings"] == [one["en"] for one in body["findings"]]
    assert "RuntimeError" in caplog.text
    assert PHONE not in caplog.text


@pytest.mark.parametrize(
    ("up", "looks", "code", "told"),
    [
        (_yes, [], 0, ["all is well", "  mọi việc"]),
        (_yes, [_full_disk], 2, ["warning: The disk of", "  Ổ đĩa của"]),
        (_no, [], 1, ["missing: The database does not", "  Cơ sở dữ liệu không"]),
    ],
)
async def test_the_command_tells_what_the_server_says(
    up: object,
    looks: list[object],
    code: int,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = web.Application()
    setup_health(app, {"database": up}, looks)  # type: ignore[dict-item,arg-type]
    async with TestServer(app, host="127.0.0.1") as server:
        monkeypatch.setenv("CHIDAN_PORT", "1")
        with pytest.raises(typer.Exit) as ended:
            await asyncio.to_thread(health, server.port)
    assert ended.value.exit_code == code
    lines = capsys.readouterr().out.splitlines()
    assert [line[: len(begin)] for line, begin in zip(lines, told, strict=True)] == told


async def test_no_server_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CHIDAN_PORT", "1")
    with pytest.raises(typer.Exit) as ended:
        await asyncio.to_thread(health)
    assert ended.value.exit_code == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("No server answers at http://127.0.0.1:1 (")
    assert lines[1].startswith("  Không có chương trình nào")
