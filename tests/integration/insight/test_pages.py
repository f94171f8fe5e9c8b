"""Pages of figures and the report as files, over HTTP."""

import io
import re
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import openpyxl
import pytest
from pypdf import PdfReader

from bot.insight.open_data import OpenData
from bot.insight.words import load_words
from bot.storage.database import Database
from tests.fakes.told_insight import XSS, ToldInsight
from tests.integration.insight.place import running_insight
from tests.integration.insight.reading import Page
from tests.integration.staff.people import Browser, Console, HandClock

WORDS = load_words()
THEMES = [f"/staff/insight/{one.path}".rstrip("/") for one in WORDS.themes.values()]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def console(db: Database) -> AsyncIterator[Console]:
    async with running_insight(db, HandClock()) as console:
        yield console


@pytest.fixture
async def head(console: Console) -> Browser:
    await console.hire("tuan", "head")
    return await console.signed_in("tuan")


# ---- the pages of officers ----


@pytest.mark.parametrize("path", THEMES)
async def test_every_page_shows_tables_and_charts_of_the_same_numbers(head: Browser, path: str) -> None:
    answer = await head.get(path)
    assert answer.status == 200
    page = Page(answer.text)
    assert page.tables
    assert page.charts
    shown = " ".join(cell for table in page.tables for row in table for cell in row)
    for chart in page.charts:
        assert chart["said"] in answer.text.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">")
        for label in labels(chart):
            assert label in shown, (path, label)


def labels(chart: dict[str, Any]) -> list[str]:
    """Every number that a chart writes."""
    rows = chart.get("rows") or []
    series = chart.get("series") or []
    return [
        *(row["label"] for row in rows if isinstance(row, dict)),
        *(cell["label"] for cell in chart.get("cells", ())),
        *(label for one in series for label in one["labels"]),
    ]


@pytest.mark.parametrize("path", THEMES)
async def test_what_is_hidden_is_a_word_and_nowhere_a_place_in_a_chart(head: Browser, path: str) -> None:
    answer = await head.get(path + "?by=commune")
    for chart in Page(answer.text).charts:
        rows = [row for row in chart.get("rows", ()) if isinstance(row, dict)]
        assert all(row["value"] is not None for row in rows)
        assert XSS not in [row["title"] for row in rows], "the hidden row"
        assert all(cell["value"] is not None for cell in chart.get("cells", ()))
    if path.endswith(("satisfaction", "deadlines")):
        assert WORDS.hidden in answer.text


async def test_titles_are_text(head: Browser) -> None:
    for path in THEMES:
        answer = await head.get(path + "?by=commune")
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


async def test_only_who_may_see_figures_sees_them(console: Console) -> None:
    await console.hire("hoa", "specialist")
    browser = await console.signed_in("hoa")
    for path in (*THEMES, "/staff/insight/report.pdf?month=2026-10"):
        assert (await browser.get(path)).status == 403
    stranger = await console.browser()
    assert (await stranger.get(THEMES[0])).status == 303


@pytest.mark.parametrize(
    "query",
    [
        "?from=2026-13",
        "?from=x&to=y",
        "?from=2026-09&to=2026-02",
        "?by=officer",
        "?of=%00",
        "?from=1999-01&to=1999-02",
    ],
)
async def test_an_odd_wish_is_told_and_the_usual_is_shown(head: Browser, query: str) -> None:
    answer = await head.get("/staff/insight/satisfaction" + query)
    assert answer.status == 200
    assert "chưa đúng, nên trang hiện kỳ thường dùng" in answer.text
    assert "Kỳ đang xem: 01/2026 đến 11/2026" in answer.text


async def test_the_form_keeps_what_was_chosen_and_links_carry_it(head: Browser) -> None:
    answer = await head.get("/staff/insight/satisfaction?from=2026-03&to=2026-05&by=channel&of=ticket")
    assert "Kỳ đang xem: 03/2026 đến 05/2026" in answer.text
    chosen = re.findall(r'<option value="([^"]+)" selected>', answer.text)
    assert chosen == ["2026-03", "2026-05", "channel", "ticket"]
    assert (
        'href="/staff/insight/deadlines?from=2026-03&amp;to=2026-05&amp;by=channel&amp;of=ticket"'
        in answer.text
    )


async def test_months_that_were_joined_say_so_and_what_was_not_counted(head: Browser) -> None:
    text = (await head.get("/staff/insight/satisfaction?by=channel")).text
    assert "gộp 02/2026 đến 03/2026" in text
    assert "số của 01/2026 đến 02/2026" in text
    assert "12 lượt trả lời nghi do một máy gửi dồn dập, không tính." in text


async def test_before_the_first_month_is_closed_the_page_says_when(db: Database) -> None:
    class Nothing(ToldInsight):
        closed = ()

    async with running_insight(db, HandClock(), Nothing) as console:
        await console.hire("tuan", "head")
        browser = await console.signed_in("tuan")
        for path in THEMES:
            answer = await browser.get(path)
            assert (answer.status, "Chưa có tháng nào được chốt số" in answer.text) == (200, True)
        public = await browser.get("/cong-khai")
        assert (public.status, "Chưa có tháng nào được chốt số" in public.text) == (200, True)
        data = msgspec.json.decode((await browser.get("/cong-khai/du-lieu.json")).text, type=OpenData)
        assert (data.months, data.updated_to) == ([], None)


# ---- the report of a month ----


async def raw(browser: Browser, path: str) -> tuple[int, str, bytes]:
    response = await browser.client.get(path)
    return response.status, response.headers["Content-Type"], await response.read()


async def test_the_report_holds_the_numbers_of_the_pages(head: Browser, console: Console) -> None:
    shown = [
        cell.split()[0]
        for path in ("/staff/insight", "/staff/insight/satisfaction?by=procedure")
        for table in Page(
            (await head.get(path + ("&" if "?" in path else "?") + "from=2026-10&to=2026-10")).text
        ).tables
        for row in table[1:]
        for cell in row[1:]
    ]
    status, kind, body = await raw(head, "/staff/insight/report.pdf?month=2026-10")
    assert (status, kind) == (200, "application/pdf")
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    assert "Báo cáo tháng 10/2026" in printed
    assert [number for number in shown if number not in printed] == []
    status, kind, body = await raw(head, "/staff/insight/report.xlsx?month=2026-10")
    assert (status, kind) == (200, XLSX)
    book = openpyxl.load_workbook(io.BytesIO(body))
    values = {cell for sheet in book for row in sheet.values for cell in row if isinstance(cell, int | float)}
    assert {number for number in shown if number[0].isdigit() and as_number(number) not in values} == set()


def as_number(shown: str) -> float:
    """ "1.204" is 1204, "85,3" is 85.3."""
    return float(shown.replace(".", "").replace(",", "."))


async def test_no_cell_of_the_workbook_is_a_formula(head: Browser) -> None:
    _status, _kind, body = await raw(head, "/staff/insight/report.xlsx?month=2026-10")
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert WORDS.hidden in {cell for sheet in book for row in sheet.values for cell in row}


@pytest.mark.parametrize(
    "path", ["report.pdf", "report.pdf?month=2027-01", "report.doc?month=2026-10", "report.pdf?month=x"]
)
async def test_there_is_no_report_of_a_month_that_is_not_closed(head: Browser, path: str) -> None:
    assert (await head.get("/staff/insight/" + path)).status == 404
