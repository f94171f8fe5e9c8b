"""Pictures of every chart and of the public page for docs/insight.md, of a simulated year."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.console_pages import PHONE, officer_page
from tests.browser.insight_server import LOGIN, RealYear

PICTURES = Path(__file__).resolve().parents[2] / "docs"
LARGEST_PICTURE = 120 * 1024
CHARTS = {
    "?from=2025-01&to=2025-12": ["months", "criteria"],
    "/satisfaction?from=2025-01&to=2025-12&by=commune": ["factors", "", "communes"],
    "/deadlines?from=2025-01&to=2025-12&by=procedure": ["weekdays", "", "late"],
    "/questions?from=2025-01&to=2025-12": ["funnel", "asked", "aspects"],
    "/papers?from=2025-01&to=2025-12": ["papers"],
    "/tickets?from=2025-01&to=2025-12": ["promises", "ageing"],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealYear]:
    thread = RealYear(tmp_path_factory.mktemp("year"))
    thread.start()
    yield thread
    thread.close()


def keep_picture(taken: bytes, name: str) -> None:
    """A picture for the documents where they have none (delete it to renew it)."""
    assert len(taken) <= LARGEST_PICTURE, name
    if not (PICTURES / name).exists():
        (PICTURES / name).write_bytes(taken)


def test_each_chart_of_a_year_is_drawn(browser: Browser, server: RealYear) -> None:
    with officer_page(browser, server, LOGIN, viewport={"width": 960, "height": 900}) as page:
        for address, names in CHARTS.items():
            page.goto(f"{server.address}/staff/insight{address}")
            charts = page.locator(".chart")
            expect(charts.locator("svg")).to_have_count(len(names))
            for chart, name in zip(charts.all(), names, strict=True):
                if name:
                    keep_picture(chart.screenshot(), f"insight-{name}.png")
        page.goto(f"{server.address}/staff/insight?from=2025-01&to=2025-12")
        keep_picture(page.screenshot(), "insight-overview.png")


def test_the_public_page_of_a_year(browser: Browser, server: RealYear) -> None:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    page = context.new_page()
    page.goto(server.address + "/cong-khai")
    expect(page.get_by_role("heading", name="Từng tháng")).to_be_visible()
    keep_picture(page.screenshot(), "insight-public.png")
    context.close()
