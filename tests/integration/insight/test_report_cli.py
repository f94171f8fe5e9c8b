"""``chidan report`` on a database with closed months: both files, without Rasa and without a server."""

import asyncio
import io
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from bot.cli import cli
from bot.storage.database import Database
from tests.integration.insight.real_year import MONTH, part_of, write_year


async def close_months(url: str) -> None:
    """As the running program does in the background."""
    db = Database(url)
    await part_of(db).closer().close_all()
    await db.close()


def test_a_month_is_written_as_pdf_and_xlsx(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url, out = database_url, tmp_path / "new" / "folder"
    write_year(url, dossiers=1500, answers=400, tickets=60, people=60)
    asyncio.run(close_months(url))
    monkeypatch.setenv("CHIDAN_DATABASE_URL", url)
    result = CliRunner().invoke(cli, ["report", MONTH, "--out", str(out)])
    assert result.exit_code == 0, result.output
    files = [out / f"bao-cao-{MONTH}.pdf", out / f"bao-cao-{MONTH}.xlsx"]
    assert result.stdout.splitlines() == [str(file) for file in files]
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files[0].read_bytes())).pages)
    assert "Báo cáo tháng 12/2025" in printed
    book = openpyxl.load_workbook(files[1])
    assert book.worksheets[0]["A1"].value == "Báo cáo tháng 12/2025"
    again = CliRunner().invoke(cli, ["report", MONTH, "--out", str(tmp_path / "again")])
    assert again.exit_code == 0
    assert (tmp_path / "again" / files[0].name).read_bytes() == files[0].read_bytes()
