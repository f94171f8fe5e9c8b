"""Hostile strings in every field of every page under /staff: none runs, each is shown as it was written."""

import os
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.staff.cards import Place
from bot.staff.model import Officer
from tests.browser.console_data import filled
from tests.browser.console_pages import Complaints, officer_page
from tests.browser.console_xss import CORPUS
from tests.browser.program_server import ProgramServer
from tests.browser.test_console_xss import squeezed
from tests.integration.staff.people import PASSWORD

# Where every string costs a page of its own a part is tried, all of them with CHIDAN_TEST_ALL=1.
EVERY = 1 if os.environ.get("CHIDAN_TEST_ALL") else 16
pytestmark = pytest.mark.timeout(900)
ALL_ROLES = ["hotline", "specialist", "head", "inspector", "administrator"]
MADE = (
    "main script, main img, main svg, main iframe, main object, main [onload], main [onerror], main [onfocus]"
)
# Where each string stands by itself, once; {talk} is the live conversation.
LISTS = ("/staff/officers", "/staff/switches", "/staff/review", "/staff/live/{talk}")
# And where they stand among others, or as far as a column is wide.
OTHERS = ("/staff/live", "/staff/account", "/staff/exports", "/staff/sealed", "/staff/sealed/1")
OTHERS += ("/staff/queue", "/staff/tickets/1", "/staff/tickets/1/print")
OTHERS += ("/staff/tickets/new", "/staff/tickets/new?track=question")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProgramServer]:
    running = ProgramServer(tmp_path_factory.mktemp("hostile"))
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="module")
def talk(server: ProgramServer) -> int:
    """The whole corpus everywhere; whoever signs in as "nguoiac" bears all of it as his name and his unit."""
    number = server.do(filled(server.program, CORPUS))
    server.do(_villain(server))
    return number


async def _villain(server: ProgramServer) -> None:
    directory, now = server.program.part.directory, server.program.part.clock()
    card = await directory.add("nguoiac", "Ác", Place("", "L1", ALL_ROLES), PASSWORD, now)
    async with server.program.db.transaction() as session:
        officer = await session.get_one(Officer, card.id)
        officer.name = officer.unit = "\n".join(CORPUS)


def shown(page: Page) -> str:
    """All that the page says, and all that stands in its boxes."""
    told: str = page.evaluate(
        """() => document.body.textContent
            + Array.from(document.querySelectorAll("textarea, input"), (one) => one.value).join("\\n")"""
    )
    return squeezed(told)


@pytest.mark.parametrize("path", [*LISTS, *OTHERS])
def test_none_runs_on_a_page_that_holds_all_of_them(
    browser: Browser, server: ProgramServer, talk: int, path: str
) -> None:
    with officer_page(browser, server, "nguoiac") as page:
        page.goto(server.address + path.format(talk=talk))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.wait_for_timeout(300)  # what waits for a focus or a frame has had its moment
        text = shown(page)
        assert [one for one in CORPUS if path in LISTS and squeezed(one) not in text] == []
        assert page.locator(MADE).count() == 0


def test_none_runs_in_the_audit_and_among_what_never_arrived(
    browser: Browser, server: ProgramServer, talk: int
) -> None:
    with officer_page(browser, server, "nguoiac") as page:
        page.goto(server.address + "/staff/audit")
        while True:
            assert page.locator(MADE).count() == 0
            older = page.get_by_role("link", name="Cũ hơn")
            if older.count() == 0:
                break
            older.click()
            page.wait_for_load_state()
        page.goto(server.address + "/staff/undelivered")
        assert page.locator("main tbody tr").count() == 200
        assert page.locator(MADE).count() == 0


def test_none_runs_in_what_addresses_and_forms_bring_back(
    browser: Browser, server: ProgramServer, talk: int
) -> None:
    with officer_page(browser, server, "nguoiac") as page:
        for text in CORPUS[::EVERY]:
            word = quote(text)
            for path in (
                f"/staff/audit?object={word}&action={word}&officer={word}&before={word}",
                f"/staff/exports/register.csv?from={word}&to={word}",
                f"/staff/live?done={word}",
                f"/staff/switches?done={word}",
            ):
                page.goto(server.address + path)
                assert page.locator(MADE).count() == 0
            page.goto(server.address + "/staff/switches")
            page.get_by_label("Mã thủ tục").fill(text)
            page.get_by_label("Lý do").fill(text)
            page.get_by_role("button", name="Tắt", exact=True).click()
            expect(page.get_by_role("alert").filter(visible=True)).to_be_visible()
            assert page.locator(MADE).count() == 0


def test_none_runs_at_the_door(browser: Browser, server: ProgramServer, talk: int) -> None:
    """The login that comes back, where it leads to, and a form that was kept over the end of a session."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    complaints = Complaints(page)
    for text in CORPUS[::EVERY]:
        page.goto(f"{server.address}/staff/sign-in?next={quote(text)}&done={quote(text)}")
        page.get_by_label("Tên đăng nhập").fill(text)
        page.get_by_label("Mật khẩu").fill(text)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("alert").filter(visible=True)).to_be_visible()
        assert page.locator(MADE).count() == 0
    page.goto(server.address + "/staff/sign-in")
    page.evaluate(_POSTED, CORPUS)
    page.wait_for_load_state()
    page.get_by_label("Tên đăng nhập").fill("nguoiac")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Đã đăng nhập lại")).to_be_visible()
    text = shown(page)
    assert [one for one in CORPUS if squeezed(one) not in text] == []
    assert page.locator(MADE).count() == 0
    context.close()
    assert complaints.heard == []


# A form with a field for each of them, from a page of our own.
_POSTED = """texts => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/staff/tickets/1/note";
    texts.forEach((text, number) => {
        const field = document.createElement("textarea");
        field.name = "loi" + number;
        field.value = text;
        form.append(field);
    });
    document.body.append(form);
    form.submit();
}"""
