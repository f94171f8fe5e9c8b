"""The pages of figures in a real browser: charts under the strict policy, on paper, in the dark, by phone."""

import io
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from bot.insight.words import load_words
from tests.browser.console_pages import PHONE, officer_page
from tests.browser.insight_server import LOGIN, InsightServer
from tests.fakes.told_insight import XSS

GRAVE = {"serious", "critical"}
PAGES = [f"/staff/insight/{one.path}".rstrip("/") for one in load_words().themes.values()]
DRAWN = {"overview": 2, "satisfaction": 3, "deadlines": 3, "questions": 3, "papers": 1, "tickets": 2}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InsightServer]:
    thread = InsightServer(tmp_path_factory.mktemp("insight"))
    thread.start()
    yield thread
    thread.close()


@pytest.fixture
def desk(browser: Browser, server: InsightServer) -> Iterator[Page]:
    """A head of unit; anything that the policy blocks or a script fails at fails the test."""
    with officer_page(browser, server, LOGIN) as page:
        yield page


def grave(page: Page) -> list[str]:
    """What axe-core finds and counts as serious."""
    return [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in GRAVE]


def test_every_chart_is_drawn_and_nothing_is_blocked(desk: Page, server: InsightServer) -> None:
    for path, number in zip(PAGES, DRAWN.values(), strict=True):
        desk.goto(server.address + path + "?by=commune")
        expect(desk.locator("[data-draw] svg")).to_have_count(number)
        for svg in desk.locator("[data-draw] svg").all():
            assert svg.locator("path, line, text").count() > 3
        assert XSS not in desk.locator("[data-draw]").all_inner_texts()
        assert grave(desk) == [], path
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chart_is_told_in_words(desk: Page, server: InsightServer) -> None:
    desk.goto(server.address + "/staff/insight/satisfaction")
    picture = desk.get_by_role("img").first
    expect(picture).to_have_accessible_name(re.compile(r"Cao nhất: Tiếp nhận góp ý 90,4\s%"))


def test_numbers_in_a_chart_are_those_of_the_table(desk: Page, server: InsightServer) -> None:
    desk.goto(server.address + "/staff/insight/satisfaction?by=channel")
    drawn = set(re.findall(r"\d+,\d\s%", " ".join(desk.locator("[data-draw] svg text").all_text_contents())))
    shown = set(re.findall(r"\d+,\d\s%", " ".join(desk.locator("td").all_text_contents())))
    assert drawn
    assert drawn <= shown


def test_without_scripts_all_numbers_are_there(browser: Browser, server: InsightServer) -> None:
    with officer_page(browser, server, LOGIN, java_script_enabled=False) as page:
        page.goto(server.address + "/staff/insight/satisfaction")
        page.get_by_label("Chia theo").select_option(label="Kênh")
        page.get_by_role("button", name="Xem").click()
        expect(page).to_have_url(re.compile("by=channel"))
        expect(page.get_by_role("rowheader", name="Zalo")).to_be_visible()
        expect(page.locator("[data-draw]").first).to_be_hidden()
        expect(page.locator("figcaption").first).to_be_visible()


def test_on_paper_charts_are_black_and_whole(desk: Page, server: InsightServer) -> None:
    desk.goto(server.address + "/staff/insight/deadlines")
    sheets = PdfReader(io.BytesIO(desk.pdf(format="A4")))
    words = " ".join(page.extract_text() for page in sheets.pages)
    assert "Thứ hai" in words
    assert "Tải PDF" not in words
    desk.emulate_media(media="print")
    desk.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    # A sheet is 190 mm wide at 96 points an inch.
    desk.set_viewport_size({"width": 718, "height": 1000})
    for svg in desk.locator("[data-draw] svg").all():
        box = svg.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 718
        assert set(colours(svg.inner_html())) <= GREYS


GREYS = {"#000", "#111", "#333", "#555", "#888", "#bbb", "#ccc", "#e6e6e6", "#fff", "none", "transparent"}


def colours(svg: str) -> list[str]:
    """Every colour of text and lines; the shades of a heat map lie between white and dark grey."""
    found = re.findall(r'(?:fill|stroke)="([^"]+)"', svg)
    return [one for one in found if not re.fullmatch(r"rgba?\((\d+),\s*\1,\s*\1(,[\d.]+)?\)|url\(.*\)", one)]


@pytest.mark.parametrize("path", ["/cong-khai"])
def test_the_public_page_on_an_old_phone(browser: Browser, server: InsightServer, path: str) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=PHONE, locale="vi-VN", color_scheme=scheme)
        page = context.new_page()
        blocked: list[str] = []
        page.on("console", lambda message, into=blocked: into.append(message.text))
        page.goto(server.address + path)
        expect(page.get_by_role("heading", name="Tháng 11/2026")).to_be_visible()
        assert grave(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert blocked == []
        context.close()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}])
def test_in_the_dark_and_on_a_phone_charts_can_be_read(
    browser: Browser, server: InsightServer, viewport: dict[str, int]
) -> None:
    with officer_page(browser, server, LOGIN, viewport=viewport, color_scheme="dark") as page:
        page.goto(server.address + "/staff/insight/satisfaction")
        expect(page.locator("[data-draw] svg").first).to_be_visible()
        assert page.locator("[data-draw] svg text").first.get_attribute("fill") == "#ecf3ef"
        assert grave(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.emulate_media(color_scheme="light")
        expect(page.locator("[data-draw] svg text").first).to_have_attribute("fill", "#15201b")
