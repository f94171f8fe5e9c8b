"""A citizen's chat and an officer's page in two browsers: called, answered, given back, and bad moments."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.staff.cards import Place
from tests.browser.console_pages import Complaints, officer_page, sign_in
from tests.browser.program_server import ProgramServer
from tests.browser.test_chat_page import ask, last_answer
from tests.browser.test_console import keep_picture
from tests.integration.console.program import CODE, NIGHT

LIVE_MS = 3_000  # the pages ask once a second
ANSWER = "về phí"


@contextmanager
def started(folder: Path, **options: object) -> Iterator[ProgramServer]:
    """The program, running."""
    server = ProgramServer(folder, **options)  # type: ignore[arg-type]
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProgramServer]:
    with started(tmp_path_factory.mktemp("live")) as server:
        yield server


@contextmanager
def citizen_page(browser: Browser, server: ProgramServer) -> Iterator[Page]:
    """Somebody's phone with the chat; it complains of nothing until the end."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(server.address + "/")
    yield page
    context.close()
    assert complaints.heard == []


@pytest.fixture
def citizen(browser: Browser, server: ProgramServer) -> Iterator[Page]:
    with citizen_page(browser, server) as page:
        yield page


@pytest.fixture
def lan(browser: Browser, server: ProgramServer) -> Iterator[Page]:
    with officer_page(browser, server) as page:
        yield page


def call(citizen: Page) -> None:
    """The citizen asks for a person, and waits."""
    ask(citizen, "gặp cán bộ")
    expect(last_answer(citizen)).not_to_contain_text("Không bao giờ cần gửi")
    expect(citizen.locator("#log")).to_contain_text("em đã báo cán bộ")


def take(lan: Page, server: ProgramServer) -> None:
    """The officer finds who waits, without reloading, and takes the conversation."""
    lan.goto(server.address + "/staff/live")
    lan.get_by_role("button", name=re.compile("^Nhận")).click(timeout=LIVE_MS)
    expect(lan.get_by_label("Trả lời người dân")).to_be_visible()


def say(lan: Page, text: str) -> None:
    """The officer writes, and sends."""
    lan.get_by_label("Trả lời người dân").fill(text)
    lan.get_by_role("button", name="Gửi").click()


def give_back(lan: Page) -> None:
    """The assistant goes on."""
    lan.get_by_role("button", name="Xong, trả lại trợ lý").click()
    expect(lan.get_by_role("status").first).to_contain_text("Đã trả lại")


def test_both_write_the_assistant_is_silent_and_comes_back(
    citizen: Page, lan: Page, server: ProgramServer, tmp_path: Path
) -> None:
    lan.goto(server.address + "/staff/live")
    expect(lan.locator("#waiting")).to_contain_text("0 người đang chờ")
    call(citizen)
    expect(lan.get_by_role("button", name=re.compile("^Nhận"))).to_be_visible(timeout=LIVE_MS)
    take(lan, server)
    expect(last_answer(citizen)).to_contain_text("cán bộ trực đã vào", timeout=LIVE_MS)
    say(lan, "Chào cô, tôi nghe đây")
    expect(last_answer(citizen)).to_contain_text("Chào cô, tôi nghe đây", timeout=LIVE_MS)
    asked = len(server.program.nlu.asked)
    ask(citizen, "phí")
    expect(lan.locator("#lines")).to_contain_text("phí", timeout=LIVE_MS)
    citizen.wait_for_timeout(1_500)
    expect(last_answer(citizen)).to_contain_text("Chào cô, tôi nghe đây")
    assert len(server.program.nlu.asked) == asked
    lan.get_by_label("Trả lời người dân").fill("đang viết dở")
    ask(citizen, "còn đó không")
    expect(lan.locator("#lines")).to_contain_text("còn đó không", timeout=LIVE_MS)
    expect(lan.get_by_label("Trả lời người dân")).to_have_value("đang viết dở")
    keep_picture(lan, "console-live.png", tmp_path)
    give_back(lan)
    expect(last_answer(citizen)).to_contain_text("em trả lời tiếp", timeout=LIVE_MS)
    ask(citizen, "phí")
    expect(last_answer(citizen)).to_contain_text(ANSWER)


def test_a_session_that_ended_in_the_middle_of_a_reply_costs_no_word(
    citizen: Page, lan: Page, server: ProgramServer
) -> None:
    call(citizen)
    take(lan, server)
    lan.get_by_label("Trả lời người dân").fill("Một câu dài viết rất lâu")
    lan.context.clear_cookies()
    expect(lan.locator("#signed-out")).to_be_visible(timeout=LIVE_MS)  # the page notices by itself
    lan.get_by_role("button", name="Gửi").click()
    lan.get_by_label("Tên đăng nhập").fill("lan")
    lan.get_by_label("Mật khẩu").fill("mua mua nuoc dang cao")
    lan.get_by_role("button", name="Đăng nhập").click()
    expect(lan.locator("blockquote")).to_contain_text("viết rất lâu")
    lan.get_by_role("button", name="Gửi tiếp").click()
    expect(last_answer(citizen)).to_contain_text("Một câu dài viết rất lâu", timeout=LIVE_MS)
    give_back(lan)


def test_a_role_that_is_taken_away_sends_nothing_and_the_words_stay(
    browser: Browser, citizen: Page, server: ProgramServer
) -> None:
    directory = server.program.part.directory
    with officer_page(browser, server, "hoa") as hoa:
        call(citizen)
        take(hoa, server)
        hoa.get_by_label("Trả lời người dân").fill("Lời của người vừa mất vai trò")
        address, now = hoa.url, server.program.part.clock()
        card = server.do(directory.find_login("hoa"))
        assert card is not None
        server.do(directory.place(card.id, Place(card.unit, card.level, []), now))
        hoa.get_by_role("button", name="Gửi").click()
        expect(hoa.locator("body")).to_contain_text("Lời của người vừa mất vai trò")
        expect(hoa.get_by_role("heading", level=1)).to_contain_text("không có quyền đó")
        expect(citizen.locator("#log")).not_to_contain_text("vừa mất vai trò")
        server.do(directory.place(card.id, Place(card.unit, card.level, card.roles), now))
        hoa.goto(address)
        say(hoa, "Lời của người được trả lại vai trò")
        expect(last_answer(citizen)).to_contain_text("được trả lại vai trò", timeout=LIVE_MS)
        give_back(hoa)


def test_what_two_officers_want_at_once_one_gets_and_the_other_reads_who(
    browser: Browser, citizen: Page, lan: Page, server: ProgramServer
) -> None:
    call(citizen)
    with officer_page(browser, server, "minh") as minh:
        for page in (lan, minh):
            page.goto(server.address + "/staff/live")
            page.locator("li", has_text="Đang chờ").get_by_role("link").click()
        lan.get_by_role("button", name="Nhận cuộc trò chuyện").click()
        expect(lan.get_by_label("Trả lời người dân")).to_be_visible()
        minh.get_by_role("button", name="Nhận cuộc trò chuyện").click()
        expect(minh.get_by_role("alert").filter(visible=True)).to_contain_text("Trần Thị Lan")
    give_back(lan)


def test_out_of_hours_the_citizen_gets_a_ticket_that_officers_find(browser: Browser, tmp_path: Path) -> None:
    with started(tmp_path, start=NIGHT) as server, citizen_page(browser, server) as citizen:
        ask(citizen, "sổ đỏ của tôi bị sai tên")
        expect(last_answer(citizen)).to_contain_text("sổ đỏ của tôi")
        ask(citizen, "gặp cán bộ")
        expect(citizen.locator("#log")).to_contain_text(CODE, timeout=10_000)
        [code] = set(CODE.findall(citizen.locator("#log").inner_text()))
        with officer_page(browser, server) as lan:
            lan.goto(server.address + "/staff/queue")
            lan.get_by_role("link", name=code).click()
            expect(lan.locator(".facts")).to_contain_text("sổ đỏ của tôi bị sai tên")


def test_who_signs_in_again_finds_the_conversation_as_it_was(
    citizen: Page, lan: Page, server: ProgramServer
) -> None:
    call(citizen)
    take(lan, server)
    say(lan, "Tôi ra ngoài một chút")
    expect(last_answer(citizen)).to_contain_text("Tôi ra ngoài", timeout=LIVE_MS)
    address = lan.url
    lan.context.clear_cookies()
    sign_in(lan, server, "lan")
    lan.goto(address)
    expect(lan.locator("#lines")).to_contain_text("Tôi ra ngoài một chút")
    give_back(lan)


def test_a_screen_that_nobody_looks_at_does_not_keep_its_session(lan: Page, server: ProgramServer) -> None:
    lan.goto(server.address + "/staff/live")
    with lan.expect_request("**/staff/live", timeout=LIVE_MS) as asked:
        pass
    assert asked.value.headers["x-live"] == "1"
