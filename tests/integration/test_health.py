"""Health says what is wrong, and never waits for what hangs."""

import asyncio
import time
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.health import DiskSpace, setup_health

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
