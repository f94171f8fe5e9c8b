"""``chidan dossiers import`` on both databases: what is told and kept; the second time changes nothing."""

import asyncio
import csv
from collections import Counter
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select
from typer.testing import CliRunner

from bench.dossiers.import_files import WRITERS
from bot.cli import cli
from bot.dossiers.model import Dossier, DossierEvent
from bot.storage.database import Database
from tests.unit.dossiers.sources.exports import CODE, OTHER, as_csv

HEADER = ("ma_ho_so", "trang_thai", "chu_ho_so", "dien_thoai", "cap_nhat_luc")


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", database_url)
    monkeypatch.setenv("CHIDAN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CHIDAN_SECRET_KEY", "k" * 32)


def imported(file: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["dossiers", "import", str(file), *options])


async def imported_beside(file: Path, *options: str) -> Result:
    """The same for a test that has its own event loop, which the command must not share."""
    return await asyncio.to_thread(imported, file, *options)


async def counted(db: Database) -> tuple[int, int]:
    """How many dossiers and events there are."""
    async with db.reading() as session:
        return (
            await session.scalar(select(func.count()).select_from(Dossier)) or 0,
            await session.scalar(select(func.count()).select_from(DossierEvent)) or 0,
        )


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.usefixtures("settings")
async def test_the_same_file_again_changes_nothing(tmp_path: Path, db: Database, kind: str) -> None:
    file = tmp_path / f"x.{kind}"
    WRITERS[kind](file, 2000)
    first = await imported_beside(file)
    assert (first.exit_code, first.stdout) == (
        0,
        "2000 dossiers: 2000 new, 0 changed, 0 unchanged, 0 older; 0 broken rows\n",
    )
    before = await counted(db)
    again = await imported_beside(file)
    assert again.stdout == "2000 dossiers: 0 new, 0 changed, 2000 unchanged, 0 older; 0 broken rows\n"
    assert await counted(db) == before
    assert before[0] == 2000


@pytest.mark.usefixtures("settings")
async def test_a_later_export_changes_and_an_older_one_does_not(tmp_path: Path, db: Database) -> None:
    old = as_csv(HEADER, (CODE, "4", "A", "0912345678", "05/06/2026"), (OTHER, "4", "B", "", "05/06/2026"))
    new = as_csv(HEADER, (CODE, "9", "A", "0912345678", "06/06/2026"), (OTHER, "4", "B", "", "05/06/2026"))
    (tmp_path / "old.csv").write_bytes(old)
    (tmp_path / "new.csv").write_bytes(new)
    await imported_beside(tmp_path / "old.csv")
    assert "0 new, 1 changed, 1 unchanged, 0 older" in (await imported_beside(tmp_path / "new.csv")).stdout
    assert "0 new, 0 changed, 1 unchanged, 1 older" in (await imported_beside(tmp_path / "old.csv")).stdout
    async with db.reading() as session:
        rows = await session.scalars(select(Dossier.status).order_by(Dossier.code))
        assert list(rows) == ["finished", "in_progress"]


@pytest.mark.usefixtures("settings")
def test_broken_rows_are_listed_first_and_all_of_them_reported(tmp_path: Path) -> None:
    bad = [("không", "4", f"Bí Mật {number}", "0912345678", "") for number in range(30)]
    (tmp_path / "x.csv").write_bytes(as_csv(HEADER, *bad, (CODE, "4", "", "", "")))
    report = tmp_path / "report.csv"
    result = imported(tmp_path / "x.csv", "--report", str(report))
    assert result.exit_code == 0
    assert result.stdout == "1 dossiers: 1 new, 0 changed, 0 unchanged, 0 older; 30 broken rows\n"
    told = result.stderr.splitlines()
    assert told[:20] == [f"row {number}: ma_ho_so: holds no dossier code" for number in range(2, 22)]
    assert told[-1] == "… 10 more"
    with report.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert Counter(line["kind"] for line in lines) == {"broken": 30}
    assert lines[29] | {"row": "31"} == lines[29]
    assert "Bí Mật" not in result.output + report.read_text(encoding="utf-8")
    fewer = imported(tmp_path / "x.csv", "--limit-faults", "1").stderr.splitlines()
    assert fewer[-1] == "… 29 more: --report FILE writes all of them"


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.csv", "ma_ho_so;trang_thai;Đơn vị\n".encode("cp1258", "ignore") + b"\xd0", "not UTF-8 at byte"),
        ("x.csv", b"a;b\n1;2\n", "the header has no column ma_ho_so, trang_thai"),
        ("x.csv", b"ma_ho_so;trang_thai\nx;4\n", "the file: no row of it could be read"),
        ("x.xlsx", b"PK\x03\x04", "not an XLSX file"),
        ("x.ods", b"", "its name must end in one of .csv, .xlsx"),
    ],
)
async def test_where_nothing_can_be_read_the_exit_code_is_1(
    tmp_path: Path, db: Database, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    report = tmp_path / "report.csv"
    result = await imported_beside(tmp_path / name, "--report", str(report))
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert words in report.read_text(encoding="utf-8")
    assert "Traceback" not in result.output
    assert await counted(db) == (0, 0)


@pytest.mark.usefixtures("settings")
def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = imported(tmp_path / "x.csv")
    assert result.exit_code == 1
    assert "No such file" in result.stderr
