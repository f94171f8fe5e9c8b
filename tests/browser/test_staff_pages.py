"""Officers' own pages in a real browser: nothing written is lost, and everybody can use them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.server_thread import ServerThread
from tests.browser.staff_console import build_console
from tests.integration.staff.people import PASSWORD, HandClock

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
WORDS = 'Dạ, đoàn kiểm tra <b>sẽ tới</b> "ngày mai"\nvà báo lại cô/bác'
OFTEN_SMALLER_THAN_A_FINGER = "a, button, summary, input:not([type=hidden]), select, label.box"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def console(tmp_path: Path, clock: HandClock) -> Iterator[ServerThread]:
    thread = ServerThread(build_console(tmp_path, clock))
    thread.start()
    yield thread
    thread.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """An office computer; anything that the security policy blocked fails the test."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    context.set_default_timeout(10_000)
    complaints: list[str] = []
    context.on("console", lambda one: complaints.append(one.text) if "Content Security" in one.text else None)
    context.on("weberror", lambda one: complaints.append(str(one.error)))
    yield context
    context.close()
    assert complaints == []


def sign_in(page: Page, console: ServerThread, login: str, path: str = "/staff") -> None:
    """Types login and password, and presses Enter."""
    page.goto(console.address + path)
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mật khẩu").press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def check(page: Page) -> None:
    """Nobody is shut out, at a desk or on a phone, in light or dark."""
    for scheme in ("light", "dark"):
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for one in page.locator(OFTEN_SMALLER_THAN_A_FINGER).all():
        box = one.bounding_box() if one.is_visible() else None
        inside_a_text = one.evaluate("it => !!it.closest('p, label, .skip-link') || it.matches('.skip-link')")
        assert box is None or inside_a_text or box["height"] >= 44, one.evaluate("it => it.outerHTML")


def test_a_page_that_shuts_somebody_out_would_be_told(desk: BrowserContext, console: ServerThread) -> None:
    page = desk.new_page()
    page.goto(console.address + "/staff")
    page.evaluate(
        "document.querySelector('[name=password]').labels[0].replaceWith(document.createElement('input'))"
    )
    assert any(one.startswith("label:") for one in serious(page))


def test_everybody_can_use_the_sign_in(desk: BrowserContext, console: ServerThread) -> None:
    page = desk.new_page()
    page.goto(console.address + "/staff")
    check(page)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("khong phai mat khau")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lan")
    expect(page.get_by_label("Mật khẩu")).to_be_focused()
    check(page)


@pytest.mark.parametrize(
    ("login", "path"), [("lan", "/staff/account"), ("quang", "/staff/officers"), ("tra", "/staff/audit")]
)
def test_everybody_can_use_the_pages(
    desk: BrowserContext, console: ServerThread, login: str, path: str
) -> None:
    page = desk.new_page()
    sign_in(page, console, login, path)
    for one in page.locator("summary").all():
        one.click()
    check(page)


def test_the_first_key_leads_past_the_navigation(desk: BrowserContext, console: ServerThread) -> None:
    page = desk.new_page()
    sign_in(page, console, "quang", "/staff/officers")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_session_that_ended_while_somebody_wrote_loses_no_word(
    desk: BrowserContext, console: ServerThread, clock: HandClock
) -> None:
    page = desk.new_page()
    sign_in(page, console, "lan", "/staff/queue")
    page.get_by_label("Nội dung").fill(WORDS)
    clock.move(timedelta(hours=9))
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("vẫn được giữ")).to_be_visible()
    check(page)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Đã đăng nhập lại")).to_be_visible()
    expect(page.locator(".kept")).to_have_text(WORDS, use_inner_text=True)
    check(page)
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page.locator("body")).to_have_text(f"Đã gửi: {WORDS}")


def test_without_scripts_it_is_the_same(browser: Browser, console: ServerThread, clock: HandClock) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, console, "lan", "/staff/queue")
    page.get_by_label("Nội dung").fill(WORDS)
    clock.move(timedelta(hours=9))
    page.get_by_role("button", name="Gửi trả lời").click()
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page.locator("body")).to_contain_text("Đã gửi: Dạ, đoàn kiểm tra <b>sẽ tới</b>")
    context.close()


def test_a_script_sends_the_form_while_the_session_lasts(desk: BrowserContext, console: ServerThread) -> None:
    page = desk.new_page()
    sign_in(page, console, "lan", "/staff/queue")
    page.get_by_label("Nội dung").fill("Dạ, đã rõ")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator("#sent")).to_have_text("Đã gửi: Dạ, đã rõ")
    assert page.url.endswith("/staff/queue")


def test_a_server_that_is_gone_is_said_and_the_words_stay(
    desk: BrowserContext, console: ServerThread
) -> None:
    page = desk.new_page()
    sign_in(page, console, "lan", "/staff/queue")
    page.get_by_label("Nội dung").fill(WORDS)
    console.stop()
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator("#not-reached")).to_be_visible()
    expect(page.get_by_label("Nội dung")).to_have_value(WORDS)


def test_the_audit_prints_without_its_navigation(desk: BrowserContext, console: ServerThread) -> None:
    page = desk.new_page()
    sign_in(page, console, "tra", "/staff/audit")
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator("table")).to_be_visible()
