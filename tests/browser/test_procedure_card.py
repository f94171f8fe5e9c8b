"""The card of one procedure: read on a phone, printed on one sheet."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.server_thread import ServerThread

MARGIN = {"top": "10mm", "bottom": "10mm", "left": "12mm", "right": "12mm"}


@pytest.fixture
def card(phone: BrowserContext, server: ServerThread) -> Iterator[Page]:
    """A full record; anything that the security policy blocks fails the test."""
    page = phone.new_page()
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text))
    page.goto(server.address + "/thu-tuc/1.001662")
    yield page
    assert blocked == []


def test_it_fits_a_phone_and_shows_its_code(card: Page) -> None:
    assert card.evaluate("document.documentElement.scrollWidth") <= 360
    expect(card.locator(".checklist li").first).to_be_visible()
    expect(card.locator("svg.qr")).to_be_visible()
    for link in card.locator("a.choice, a.action, header a.header__call").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_a_situation_is_chosen_by_tapping(phone: BrowserContext, server: ServerThread) -> None:
    page = phone.new_page()
    page.goto(server.address + "/thu-tuc/1.013831")
    every = page.locator(".checklist li").count()
    page.get_by_role("link", name="Thừa kế", exact=True).click()
    expect(page.locator("h1")).to_contain_text("thừa kế")
    assert 0 < page.locator(".checklist li").count() < every
    page.get_by_role("link", name="Mọi trường hợp").click()
    expect(page.locator(".checklist li")).to_have_count(every)


def test_the_card_of_the_chosen_case_is_taken_along(phone: BrowserContext, server: ServerThread) -> None:
    page = phone.new_page()
    page.goto(server.address + "/thu-tuc/1.013831")
    page.get_by_role("link", name="Thừa kế", exact=True).click()
    for link, kind in (("Tải thẻ (PDF)", "application/pdf"), ("Ảnh", "image/png")):
        address = page.get_by_role("link", name=link, exact=True).get_attribute("href")
        assert address is not None
        assert address.endswith("?truong_hop=inheritance")
        file = phone.request.get(server.address + address)
        assert (file.status, file.headers["content-type"]) == (200, kind)


def test_it_prints_on_one_sheet(card: Page) -> None:
    sheets = re.findall(rb"/Type\s*/Page\b", card.pdf(format="A4", margin=MARGIN))
    assert len(sheets) == 1
    card.emulate_media(media="print")
    expect(card.locator("svg.qr")).to_be_visible()
    expect(card.locator(".action")).to_be_hidden()
