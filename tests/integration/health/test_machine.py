"""The disk and the backups, as they are found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.health.machine import BackupAge, DiskSpace
from tests.integration.health.told import told

GB = 10**9


async def test_a_disk_that_fills_is_told_before_it_is_full() -> None:
    assert await told(DiskSpace(Path(), lambda _: (10 * GB, 0, 2 * GB))) == []
    assert "999 MB free" in (await told(DiskSpace(Path(), lambda _: (10 * GB, 0, GB - 10**6))))[0].en
    assert await told(DiskSpace(Path(), lambda _: (100 * GB, 0, 4 * GB)))


async def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    assert "FileNotFoundError" in (await told(DiskSpace(tmp_path / "gone")))[0].vi


async def test_backups_that_are_made_no_more_are_missed(tmp_path: Path) -> None:
    stamp, now = tmp_path / "backup.stamp", datetime(2026, 11, 27, 12, tzinfo=UTC)
    age = BackupAge(stamp, lambda: now)
    assert await told(age) == []  # nobody has begun to make any
    stamp.write_text((now - timedelta(hours=47)).isoformat())
    assert await told(age) == []
    stamp.write_text((now - timedelta(hours=49)).isoformat())
    assert "25/11/2026" in (await told(age))[0].vi
    stamp.write_text("yesterday")
    assert "Nobody can tell" in (await told(age))[0].en
