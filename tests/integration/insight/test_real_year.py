"""The whole feature on a simulated year: counted by the real task, shown, printed, published."""

import io
import re
from collections.abc import AsyncIterator

import msgspec
import openpyxl
import pytest

from bot.insight.figures import Period
from bot.insight.open_data import OpenData
from bot.insight.report_files import report_file
from bot.insight.service import Insight
from bot.insight.words import load_words
from bot.storage.database import Database
from tests.integration.insight.place import running_insight
from tests.integration.insight.reading import Page
from tests.integration.insight.real_year import AFTERWARDS, MONTH, part_of, write_year
from tests.integration.staff.people import Console

THEMES = [f"/staff/insight/{one.path}".rstrip("/") for one in load_words().themes.values()]


@pytest.fixture
async def console(database_url: str, db: Database) -> AsyncIterator[Console]:
    write_year(database_url, dossiers=4000, answers=900, tickets=300, people=300)
    await part_of(db).closer().close_all()
    async with running_insight(db, lambda: AFTERWARDS, Insight) as console:
        yield console


async def test_everything_that_is_told_has_words_and_holds_together(console: Console, db: Database) -> None:
    await console.hire("tuan", "head")
    head = await console.signed_in("tuan")
    for path in THEMES:
        for by in ("procedure", "commune", "channel", "mode", "field"):
            answer = await head.get(f"{path}?by={by}")
            assert answer.status == 200, (path, by)
            page = Page(answer.text)
            assert page.tables, path
            assert all(row[0].strip() for table in page.tables for row in table), path
    shown = (await head.get("/staff/insight/satisfaction?by=commune")).text
    assert "Phường" in shown
    assert re.search(r"trả lời\xa0\d", shown)
    data = msgspec.json.decode((await head.get("/cong-khai/du-lieu.json")).text, type=OpenData)
    assert [one.month for one in data.months if one.month[:4] == "2025" and one.received.value] == [
        f"2025-{number:02}" for number in range(1, 13)
    ]

    assert [figure async for figure in without_words(Insight(db))] == []
    report = await part_of(db).report(MONTH, AFTERWARDS)
    assert report is not None
    assert report_file(report, "pdf").startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(report_file(report, "xlsx")))
    assert len(book.worksheets) == 1 + sum(len(section.grids) for section in report.sections)
    assert await part_of(db).report("2026-01", AFTERWARDS) is None


async def without_words(insight: Insight) -> AsyncIterator[str]:
    """Figures that no column would show."""
    year, tables = Period("2025-01", "2025-12"), load_words().tables
    told = {
        "satisfaction": await insight.satisfaction(year, "all"),
        "factors": await insight.factors(year),
        "service_766": await insight.service_766(year),
        "funnel": await insight.funnel(year),
        "entries": await insight.entries(year),
        "asked": await insight.asked(year, "procedure"),
        "asked_aspects": await insight.asked(year, "aspect"),
        "unanswered": await insight.unanswered(year),
        "papers": await insight.papers(year),
        "deadlines": await insight.deadlines(year, "all"),
        "ageing": await insight.ageing(AFTERWARDS),
        "promises": await insight.promises(year),
        "public_months": await insight.public_months(),
    }
    assert set(tables) == {*told, "weekdays"}
    for name, table in told.items():
        assert table.rows, name
        for row in table.rows:
            for key in row.figures.keys() - tables[name].columns.keys():
                yield f"{name}: {key}"
