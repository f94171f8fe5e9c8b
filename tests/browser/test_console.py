"""The console in a real browser: the life of a ticket, live pages, keys, phones, and no scripts at all."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.clock import utc_now
from bot.hotline.actors import Actor
from tests.browser.console_pages import PHONE, officer_page, open_act, send
from tests.browser.console_server import ConsoleServer
from tests.integration.hotline.world import draft

PICTURES = Path(__file__).resolve().parents[2] / "docs"
LARGEST_PICTURE = 250 * 1024
LIVE_MS = 1_300  # a second, and what the browser needs to show it
GRAVE = {"serious", "critical"}
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 2000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleServer]:
    thread = ConsoleServer(tmp_path_factory.mktemp("console"))
    thread.start()
    yield thread
    thread.close()


@pytest.fixture
def desk(browser: Browser, server: ConsoleServer) -> Iterator[Page]:
    """The hotline's desk."""
    with officer_page(browser, server) as page:
        yield page


def keep_picture(page: Page, name: str, folder: Path, *, full: bool = False) -> None:
    """A picture for the README where it has none (delete it to renew it)."""
    page.evaluate("window.scrollTo(0, 0)")
    taken = page.screenshot(path=folder / name, full_page=full)
    assert len(taken) <= LARGEST_PICTURE
    if not (PICTURES / name).exists():
        (PICTURES / name).write_bytes(taken)


# ---- the whole life of a ticket ----


def test_the_whole_life_of_a_ticket(
    browser: Browser, server: ConsoleServer, desk: Page, tmp_path: Path
) -> None:
    photo = server.tickets.desk.files.put(JPEG, "bai rac.jpg")
    citizen = server.do(server.world.citizen())
    ticket = server.opened(
        conversation_id=citizen,
        track="pollution",
        answers={
            "what": "Nước kênh đen, mùi hôi nồng từ sáng, cá chết nổi trắng",
            "type": "Nước thải",
            "where": "kênh N2, phường Trấn Biên",
            "when": "từ 5 giờ sáng nay",
        },
        latitude=10.9447,
        longitude=106.8243,
        files=[photo],
    )
    for place in ("ấp 3, xã Long Phước", "phường Tam Hiệp", "xã An Viễn"):
        server.opened(answers={"what": f"Chờ trả hồ sơ đã lâu ở {place}", "where": place})
    desk.goto(server.address + "/staff/queue")
    keep_picture(desk, "console-queue.png", tmp_path)
    desk.get_by_role("link", name="Nước kênh đen").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(ticket.code)
    expect(desk.get_by_role("link", name="mở bản đồ")).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="bai rac.jpeg").click()
    assert Path(download.value.path()).read_bytes() == JPEG

    desk.locator("#reply").get_by_text("Câu soạn sẵn").click()
    desk.get_by_role("link", name="Đã nhận, đang xem").click()
    expect(desk.locator("#reply-text")).to_have_value(
        "Dạ, chúng tôi đã nhận phiếu của cô/bác và đang xem. Có kết quả chúng tôi báo ngay tại đây."
    )
    send(desk, "reply")
    expect(desk.get_by_role("status")).to_contain_text("Đã ghi câu trả lời")
    expect(desk.locator("#live .history")).to_contain_text("chúng tôi đã nhận phiếu")
    open_act(desk, "Giao người xử lý")
    desk.locator("#assign select").select_option(label="Vũ Hoa · L2 · Chi cục Bảo vệ môi trường")
    send(desk, "assign")
    expect(desk.locator("#live")).to_contain_text("Vũ Hoa")
    keep_picture(desk, "console-ticket.png", tmp_path)

    with officer_page(browser, server, "hoa") as hers:
        hers.goto(server.address + "/staff/queue?mine=1")
        hers.get_by_role("link", name="Nước kênh đen").click()
        open_act(hers, "Hỏi thêm người dân")
        hers.locator("#ask-text").fill("Bà con có thấy ống xả ở đâu không?")
        send(hers, "ask")
        expect(hers.locator("#live .badge").filter(has_text="Chờ người dân")).to_be_visible()
        server.do(server.tickets.desk.add(ticket.code, citizen, "Ống ở sau trại heo", utc_now()))
        expect(hers.locator("#live .history")).to_contain_text("Ống ở sau trại heo")
        hers.reload()
        open_act(hers, "Đóng phiếu")
        hers.get_by_label("Đã giải quyết xong").check()
        hers.locator("#close-text").fill("Đã lập biên bản, trại heo bịt ống xả")
        send(hers, "close")
        expect(hers.locator("#live")).to_contain_text("Đã trả lời")

    server.do(server.tickets.desk.verdict(ticket.code, citizen, False, "Sáng nay xả tiếp", utc_now()))
    again = server.ticket(ticket.id)
    assert (again.level > "L2", again.owner_name != "Vũ Hoa", again.reopened) == (True, True, 1)
    expect(desk.locator("#live")).to_contain_text("Đã mở lại 1 lần")
    expect(desk.locator("#live .history")).to_contain_text("Sáng nay xả tiếp")


# ---- live ----


def test_the_queue_shows_a_new_ticket_within_a_second(desk: Page, server: ConsoleServer) -> None:
    desk.goto(server.address + "/staff/queue")
    desk.wait_for_timeout(500)
    ticket = server.opened(answers={"what": "Phiếu vừa tới"})
    expect(desk.locator(f"#row-{ticket.id}")).to_be_visible(timeout=LIVE_MS)


def test_a_ticket_shows_what_others_do_and_leaves_what_is_being_written(
    desk: Page, server: ConsoleServer
) -> None:
    citizen = server.do(server.world.citizen())
    ticket = server.opened(conversation_id=citizen)
    desk.goto(f"{server.address}/staff/tickets/{ticket.id}")
    desk.locator("#reply-text").fill("Đang viết dở")
    began = time.monotonic()
    server.do(server.tickets.desk.add(ticket.code, citizen, "Tôi nói thêm", utc_now()))
    expect(desk.locator("#live .history")).to_contain_text("Tôi nói thêm", timeout=LIVE_MS)
    assert time.monotonic() - began < LIVE_MS / 1000 + 0.2
    expect(desk.locator("#reply-text")).to_have_value("Đang viết dở")
    expect(desk.locator("#reply-text")).to_be_focused()


def test_a_conflict_says_who_and_what_and_keeps_the_words(desk: Page, server: ConsoleServer) -> None:
    ticket = server.opened()
    desk.goto(f"{server.address}/staff/tickets/{ticket.id}")
    desk.locator("#reply-text").fill("Lời của Lan")
    other = Actor(2, "Lê Minh", frozenset({"specialist"}), "Phòng Quản lý đất đai")
    server.do(server.tickets.desk.reply(ticket.id, other, "Lời của Minh", ticket.version, utc_now()))
    send(desk, "reply")
    expect(desk.locator(".conflict")).to_contain_text("Lê Minh")
    expect(desk.locator(".conflict")).to_contain_text("Lời của Minh")
    expect(desk.locator("#reply-text")).to_have_value("Lời của Lan")
    send(desk, "reply")
    expect(desk.get_by_role("status")).to_contain_text("Đã ghi câu trả lời")


def test_a_session_that_ended_while_somebody_wrote_costs_no_word(desk: Page, server: ConsoleServer) -> None:
    ticket = server.opened()
    desk.goto(f"{server.address}/staff/tickets/{ticket.id}")
    desk.locator("#reply-text").fill("Một câu trả lời dài viết hơn một giờ")
    desk.context.clear_cookies()
    send(desk, "reply")
    desk.get_by_label("Tên đăng nhập").fill("lan")
    desk.get_by_label("Mật khẩu").fill("mua mua nuoc dang cao")
    desk.get_by_role("button", name="Đăng nhập").click()
    expect(desk.locator("blockquote")).to_contain_text("viết hơn một giờ")
    desk.get_by_role("button", name="Gửi tiếp").click()
    expect(desk.locator("#live .history")).to_contain_text("Một câu trả lời dài viết hơn một giờ")


# ---- keys, phones, no scripts ----


def test_the_queue_is_walked_through_by_keys(desk: Page, server: ConsoleServer) -> None:
    server.opened()
    server.opened()
    desk.goto(server.address + "/staff/queue")
    rows = desk.locator("[data-row]")
    desk.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    expect(rows.nth(1)).to_be_focused()
    desk.keyboard.press("/")
    expect(desk.locator("[data-search]")).to_be_focused()
    desk.keyboard.type("jk/")
    expect(desk.locator("[data-search]")).to_have_value("jk/")
    desk.goto(server.address + "/staff/queue")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/staff/tickets/*")
    desk.keyboard.press("r")
    expect(desk.locator("#reply-text")).to_be_focused()


def test_the_first_tab_leads_past_the_bar(desk: Page, server: ConsoleServer) -> None:
    desk.goto(server.address + "/staff/queue")
    desk.keyboard.press("Tab")
    expect(desk.locator(".skip-link")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_typing_into_the_search_finds_without_marks(desk: Page, server: ConsoleServer) -> None:
    ticket = server.opened(answers={"what": "Khói lò gạch mù mịt"})
    desk.goto(server.address + "/staff/queue")
    desk.locator("[data-search]").press_sequentially("khoi lo gach")
    expect(desk.locator("[data-row]")).to_have_count(1)
    expect(desk.locator(f"#row-{ticket.id}")).to_be_visible()
    assert "q=khoi" in desk.url


def test_everything_works_without_scripts(browser: Browser, server: ConsoleServer) -> None:
    ticket = server.opened(answers={"what": "Không có kịch bản nào chạy"})
    with officer_page(browser, server, java_script_enabled=False) as page:
        page.goto(server.address + "/staff/queue")
        page.locator("[data-search]").fill("kich ban nao")
        page.get_by_role("button", name="Lọc").click()
        page.locator(f"#row-{ticket.id}").click()
        page.locator("#reply summary").click()
        page.get_by_role("link", name="Đã nhận, đang xem").click()
        send(page, "reply")
        expect(page.get_by_role("status")).to_contain_text("Đã ghi câu trả lời")
        open_act(page, "Đóng phiếu")
        page.get_by_label("Đã giải thích").check()
        page.locator("#close-text").fill("Đã giải thích qua điện thoại")
        send(page, "close")
        expect(page.locator("#live")).to_contain_text("Đã giải thích qua điện thoại")


PATHS = ("/staff/queue", "/staff/tickets/{id}", "/staff/tickets/new", "/staff/tickets/new?track=pollution")
PATHS += ("/staff/tickets/{id}/print", "/phieu", "/phieu/PA-261127-ZZZZ")


@pytest.mark.parametrize("path", PATHS)
def test_it_fits_a_phone_and_a_thumb(
    browser: Browser, server: ConsoleServer, path: str, tmp_path: Path
) -> None:
    ticket = server.opened(
        answers={"what": "Mộtchữrấtdài" * 30, "where": "a" * 120}, dossier_code="H19.25-261101-0007"
    )
    with officer_page(browser, server, viewport=PHONE, device_scale_factor=2) as page:
        page.goto(server.address + path.format(id=ticket.id))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for target in page.locator("main button, main summary, main .row, main select").all():
            box = target.bounding_box()
            if box is not None and target.is_visible():
                assert box["height"] >= 44, target.inner_text()


def test_a_picture_of_the_phone(browser: Browser, server: ConsoleServer, tmp_path: Path) -> None:
    ticket = server.opened(answers={"what": "Xe chở đá chạy rơi vãi cả ngày", "where": "ấp 3, xã An Viễn"})
    with officer_page(browser, server, viewport=PHONE) as page:
        page.goto(f"{server.address}/staff/tickets/{ticket.id}")
        keep_picture(page, "console-phone.png", tmp_path)


def test_paper_is_black_on_white_and_without_buttons(desk: Page, server: ConsoleServer) -> None:
    ticket = server.opened()
    desk.goto(f"{server.address}/staff/tickets/{ticket.id}/print")
    desk.emulate_media(media="print", color_scheme="dark")
    expect(desk.get_by_role("button", name="In")).to_be_hidden()
    ground = desk.locator("body").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


# ---- for everybody ----


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_grave_stands_in_the_way_of_anybody(
    browser: Browser, server: ConsoleServer, scheme: str
) -> None:
    citizen = server.do(server.world.citizen())
    ticket = server.opened(conversation_id=citizen)
    sealed = server.do(server.tickets.desk.open(draft(track="denunciation"), utc_now()))
    paths = [path.format(id=ticket.id) for path in PATHS]
    paths += ["/staff/queue?late=1&q=khong-co", f"/staff/tickets/{ticket.id}?canned=received"]
    paths += ["/staff/tickets/new?track=denunciation", "/staff/tickets/new?track=neighbour_dispute"]
    with officer_page(browser, server, color_scheme=scheme) as page:
        for path in paths:
            page.goto(server.address + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            assert grave(page) == [], path
    with officer_page(browser, server, "thanh", color_scheme=scheme) as page:
        for path in ("/staff/sealed", "/staff/sealed/1"):
            page.goto(server.address + path)
            assert grave(page) == [], path
        page.goto(f"{server.address}/phieu/{sealed.code}")
        page.get_by_label("Mã PIN").fill(sealed.pin)
        page.get_by_role("button", name="Xem phiếu").click()
        assert grave(page) == []


def grave(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with where it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one.get("impact") in GRAVE]


def test_a_late_ticket_is_told_in_red(desk: Page, server: ConsoleServer) -> None:
    opened = server.do(server.world.opened(now=utc_now() - timedelta(days=60)))
    ticket = server.do(server.world.ticket(opened))
    desk.goto(server.address + "/staff/queue?late=1")
    row = desk.locator(f"#row-{ticket.id}")
    colour = row.locator(".late").first.evaluate("element => getComputedStyle(element).color")
    assert colour == "rgb(179, 38, 30)"
