"""The watched folder with a real database: what is put there is taken in once it is whole, and put away."""

import asyncio
import fcntl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.dossiers.intake import Intake, Taken
from bot.dossiers.model import Dossier, DossierEvent
from bot.dossiers.sources.folder import LOCK, WatchedFolder
from bot.dossiers.state import DossierState
from bot.findings import Finding
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from tests.unit.dossiers.sources.exports import CODE, OTHER, as_csv

HEADER = ("ma_ho_so", "trang_thai", "chu_ho_so")
GOOD = as_csv(HEADER, (CODE, "4", "x"))
START = datetime(2026, 11, 27, 1, tzinfo=UTC)


class Clock:
    """Stands until it is set forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


class Broken:
    """An intake whose database does not answer until it is mended."""

    def __init__(self, intake: Intake) -> None:
        self._intake, self.is_broken = intake, True

    async def take(self, states: Sequence[DossierState], now: datetime) -> Taken:
        if self.is_broken:
            raise StorageUnavailable
        return await self._intake.take(states, now)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


@pytest.fixture
def watched(folder: Path, db: Database, clock: Clock) -> WatchedFolder:
    return WatchedFolder(folder, Intake(db, "secret"), clock)


def put(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def names(folder: Path, where: str) -> list[str]:
    """What was put away there, without the times."""
    return sorted(file.name.split("-", 3)[3] for file in (folder / where).glob("*"))


async def look(watched: WatchedFolder, clock: Clock, times: int = 2) -> None:
    for _ in range(times):
        await watched.look()
        clock.forward(seconds=2)


async def codes(db: Database) -> list[str]:
    async with db.reading() as session:
        return list(await session.scalars(select(Dossier.code).order_by(Dossier.code)))


async def test_a_file_is_taken_in_and_put_away(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    put(folder, "x.csv", GOOD)
    await look(watched, clock)
    assert await codes(db) == [CODE]
    assert names(folder, "done") == ["x.csv"]
    assert [one.name for one in folder.iterdir() if one.is_file()] == [LOCK]
    assert watched.findings() == []


async def test_a_file_that_still_grows_waits(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    file = put(folder, "x.csv", GOOD[:20])
    await look(watched, clock, 1)
    file.write_bytes(GOOD)
    await look(watched, clock, 1)
    assert await codes(db) == []
    await look(watched, clock, 1)
    assert await codes(db) == [CODE]


@pytest.mark.parametrize("name", ["x.csv.tmp", "x.csv.part", "x.csv~", ".x.csv", "~$x.xlsx", "X.CSV.PART"])
async def test_what_its_name_calls_unfinished_is_left_alone(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock, name: str
) -> None:
    file = put(folder, name, GOOD)
    await look(watched, clock, 3)
    assert file.exists()
    assert await codes(db) == []
    file.rename(folder / "x.csv")
    await look(watched, clock)
    assert await codes(db) == [CODE]


async def test_a_link_out_of_the_folder_is_not_followed(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock, tmp_path: Path
) -> None:
    (folder / "x.csv").symlink_to(put(tmp_path, "outside.csv", GOOD))
    await look(watched, clock)
    assert await codes(db) == []


async def test_a_bad_file_is_refused_with_its_report_and_the_next_is_taken_in(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    put(folder, "a.csv", b"a;b\n1;2\n")
    put(folder, "b.pdf", b"%PDF")
    put(folder, "c.csv", as_csv(HEADER, ("không", "4", "Bí Mật"), (CODE, "4", "x")))
    await look(watched, clock)
    assert names(folder, "refused") == ["a.csv", "a.csv.report.csv", "b.pdf", "b.pdf.report.csv"]
    assert names(folder, "done") == ["c.csv", "c.csv.report.csv"]
    [report] = (folder / "refused").glob("*a.csv.report.csv")
    assert 'refused,"row 1: the header has no column' in report.read_text(encoding="utf-8")
    assert await codes(db) == [CODE]


async def test_the_last_refusal_is_told_until_a_file_is_taken_in(
    watched: WatchedFolder, folder: Path, clock: Clock
) -> None:
    put(folder, "a.csv", b"a;b\n1;2\n")
    await look(watched, clock)
    [told] = watched.findings()
    assert (told.name, told.facts["file"]) == ("export_refused", "a.csv")
    assert str(told.facts["reason"]).startswith("row 1: the header has no column")
    put(folder, "x.csv", GOOD)
    await look(watched, clock)
    assert watched.findings() == []


async def test_the_same_content_again_adds_nothing(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    for name in ("x.csv", "x.csv", "y.csv"):
        put(folder, name, GOOD)
        await look(watched, clock, 3)
    assert names(folder, "done") == ["x.csv", "x.csv", "y.csv"]
    async with db.reading() as session:
        assert len(list(await session.scalars(select(DossierEvent.id)))) == 1


async def test_a_database_that_does_not_answer_loses_nothing(
    folder: Path, db: Database, clock: Clock
) -> None:
    intake = Broken(Intake(db, "secret"))
    watched = WatchedFolder(folder, intake, clock)
    file = put(folder, "x.csv", GOOD)
    await look(watched, clock)
    assert file.exists()
    assert watched.findings() == [Finding("export_waits", {"reason": "StorageUnavailable"})]
    intake.is_broken = False
    clock.forward(seconds=30)
    await look(watched, clock, 1)
    assert (await codes(db), names(folder, "done"), watched.findings()) == ([CODE], ["x.csv"], [])


async def test_a_process_that_died_on_the_way_leaves_the_file_to_the_next(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    """The states were taken in, and the file was not put away: all that another process finds."""
    await Intake(db, "secret").take([DossierState(code=CODE, status=4)], START)  # type: ignore[arg-type]
    put(folder, "x.csv", as_csv(HEADER, (CODE, "4", "x"), (OTHER, "4", "y")))
    put(folder, ".20261127-080000-000000.report.csv", b"")
    await look(watched, clock)
    assert await codes(db) == [CODE, OTHER]
    assert [one.name for one in folder.iterdir() if one.is_file()] == [LOCK]


async def test_one_process_looks_at_a_time(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    put(folder, "x.csv", GOOD)
    with (folder / LOCK).open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        await look(watched, clock, 3)
        assert await codes(db) == []
    await look(watched, clock)
    assert await codes(db) == [CODE]


async def test_no_export_for_too_long_is_told_also_after_a_restart(
    watched: WatchedFolder, folder: Path, db: Database, clock: Clock
) -> None:
    clock.forward(hours=27)
    late = Finding("exports_late", {"hours": 26})
    assert watched.findings() == [late]
    put(folder, "x.csv", GOOD)
    await look(watched, clock)
    assert watched.findings() == []
    again = WatchedFolder(folder, Intake(db, "secret"), clock)
    clock.forward(hours=25)
    assert again.findings() == []
    clock.forward(hours=1)
    assert again.findings() == [late]


async def test_what_was_put_away_is_deleted_in_time(
    watched: WatchedFolder, folder: Path, clock: Clock
) -> None:
    put(folder, "a.csv", b"a;b\n1;2\n")
    put(folder, "x.csv", GOOD)
    await look(watched, clock)
    put(folder / "done", "of-somebody-else-x.csv", b"")
    clock.forward(days=29)
    await look(watched, clock)
    assert len(names(folder, "refused")) == 2
    clock.forward(days=1)
    await look(watched, clock)
    assert names(folder, "refused") == []
    assert names(folder, "done") == ["x.csv"]


async def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.05)


async def test_it_follows_the_folder_and_waits_for_one_that_is_missing(tmp_path: Path, db: Database) -> None:
    folder = tmp_path / "later"
    watched = WatchedFolder(
        folder, Intake(db, "secret"), lambda: datetime.now(UTC), quiet=timedelta(milliseconds=200)
    )
    following = asyncio.create_task(watched.follow())
    try:
        assert watched.findings() == [Finding("exports_folder_missing", {"folder": folder})]
        folder.mkdir()
        put(folder, "x.csv", GOOD)
        await eventually(lambda: (folder / "done").is_dir() and names(folder, "done") == ["x.csv"])
        assert watched.findings() == []
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    assert await codes(db) == [CODE]
