"""A record is edited while the program runs: answers come from it, and a broken edit changes nothing."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import VIETNAM, Parts, build_app
from bot.department import load_department
from bot.live_base import LiveBase
from bot.records.service import history
from bot.settings import PROJECT_ROOT
from bot.storage.database import Database
from procedures_kb.loader import load_knowledge_base
from tests.unit.procedures_kb.record_files import CODE, changed, line_of, write

SECONDS = 10
OTHER_FEE = changed("  kind: local", "  kind: free")
BROKEN = changed("  kind: local", "  kind: cheap")


@dataclass
class Program:
    """The web process over a base of one record, before a Rasa that does not answer."""

    http: TestClient[Any, Any]
    folder: Path
    database_url: str

    async def fee(self) -> str:
        answer = await self.http.get(f"/api/procedures/{CODE}")
        return str((await answer.json())["facts"]["fee"]["kind"])

    async def found(self, query: str) -> list[str]:
        answer = await self.http.get("/api/procedures", params={"q": query})
        return [one["plain_name"] for one in (await answer.json())["procedures"]]

    async def warnings(self) -> list[str]:
        answer = await self.http.get("/health/ready")
        return list((await answer.json())["warnings"])


async def eventually(holds: Any) -> None:
    """Returns as soon as it holds; fails where it does not in time."""
    async with asyncio.timeout(SECONDS):
        while not await holds():
            await asyncio.sleep(0.05)


@pytest.fixture
async def program(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    folder = tmp_path / "data"
    write(folder)
    base = load_knowledge_base(folder)
    parts = Parts(
        database_url=database_url,
        department=load_department(PROJECT_ROOT / "bot" / "department.yml"),
        knowledge_base=base,
        rasa_urls=("http://127.0.0.1:9",),
        rasa_answers=_no,
        actions_token="token",
        live=LiveBase(base, None, folder),
    )
    async with TestClient(TestServer(build_app(parts))) as http:
        yield Program(http, folder, database_url)


async def _no() -> bool:
    return False


async def test_an_edit_counts_without_a_restart(program: Program) -> None:
    assert await program.fee() == "local"
    write(program.folder, OTHER_FEE)
    await eventually(lambda: _equals(program.fee(), "free"))
    assert await program.warnings() == []


async def test_a_broken_edit_leaves_what_was_and_is_named(program: Program) -> None:
    write(program.folder, BROKEN)
    await eventually(program.warnings)
    [warning] = await program.warnings()
    assert f"{CODE}.yml:{line_of(BROKEN, 'cheap')}: fee.kind: " in warning
    assert "the last good version is in use" in warning
    assert await program.fee() == "local"
    write(program.folder, OTHER_FEE)
    await eventually(lambda: _equals(program.fee(), "free"))
    assert await program.warnings() == []


async def test_new_names_are_found_and_said_to_be_unlearned(program: Program) -> None:
    assert await program.found("hùn đất làm ăn") == []
    write(program.folder, changed('"sang sổ"', '"hùn đất làm ăn"'))
    await eventually(lambda: program.found("hùn đất làm ăn"))
    [warning] = await program.warnings()
    assert warning.startswith("Names of 1 procedures are not learned yet")


async def test_each_version_is_kept(program: Program) -> None:
    started = datetime.now(VIETNAM)
    write(program.folder, OTHER_FEE)
    db = Database(program.database_url)

    async def kept() -> bool:
        found = await history(db, started, datetime.now(VIETNAM))
        return found is not None and [one.kind for one in found.differences] == ["changed"]

    try:
        await eventually(kept)
    finally:
        await db.close()


async def _equals(found: Any, wanted: str) -> bool:
    return bool(await found == wanted)
