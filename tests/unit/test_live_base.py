"""What can go wrong while a base follows its files."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.findings import Finding
from bot.live_base import LiveBase
from bot.storage.errors import StorageUnavailable
from procedures_kb.base import KnowledgeBase
from procedures_kb.loader import load_knowledge_base
from tests.unit.procedures_kb.record_files import CODE, changed, write

pytestmark = pytest.mark.alone


async def nobody_keeps(base: KnowledgeBase) -> None:
    """The database does not work."""
    raise StorageUnavailable


async def keeps(base: KnowledgeBase) -> None:
    """Versions are kept."""


async def test_a_folder_that_cannot_be_watched_is_told(tmp_path: Path) -> None:
    write(tmp_path / "data")
    live = LiveBase(load_knowledge_base(tmp_path / "data"), None, tmp_path / "data")
    shutil.rmtree(tmp_path / "data")
    await live.follow(keeps)
    broken, unwatched = live.findings()
    assert "no records here" in str(broken.facts["fault"])
    assert unwatched == Finding("records_unwatched", {"reason": "FileNotFoundError"})


async def test_edits_count_while_the_database_is_away(tmp_path: Path) -> None:
    write(tmp_path)
    base = load_knowledge_base(tmp_path)
    following = asyncio.create_task(LiveBase(base, None, tmp_path).follow(nobody_keeps))
    write(tmp_path, changed("level: province", "level: commune"))
    async with asyncio.timeout(10):
        while (record := base.get(CODE)) is None or record.level != "commune":
            await asyncio.sleep(0.05)
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following


async def test_an_edit_while_the_first_one_is_read_is_not_missed(tmp_path: Path) -> None:
    write(tmp_path)
    base = load_knowledge_base(tmp_path)
    kept: list[str] = []

    async def meets_an_editor(read: KnowledgeBase) -> None:
        kept.append(read.version)
        if len(kept) == 2:
            write(tmp_path, changed("level: province", "level: commune"))

    following = asyncio.create_task(LiveBase(base, None, tmp_path).follow(meets_an_editor))
    async with asyncio.timeout(10):
        while (record := base.get(CODE)) is None or record.level != "commune":
            await asyncio.sleep(0.05)
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following


def test_of_many_faults_the_first_are_told(tmp_path: Path) -> None:
    write(tmp_path)
    base = load_knowledge_base(tmp_path)
    live = LiveBase(base, None, tmp_path)
    for number in range(9):
        write(tmp_path, "", f"1.00000{number}")

    async def follow_a_moment() -> None:
        following = asyncio.create_task(live.follow(keeps))
        async with asyncio.timeout(10):
            while not live.findings():
                await asyncio.sleep(0.05)
        following.cancel()

    asyncio.run(follow_a_moment())
    *first, all_of_them = live.findings()
    assert [one.name for one in first] == ["records_broken"] * 5
    assert all_of_them == Finding("records_broken_in_all", {"count": 9})
