"""The chat page in a real browser: network trouble, keyboard, hostile text, weight."""

import gzip
import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.answers import MAP
from tests.browser.chat_emulator import ChatEmulator
from tests.browser.server_thread import ServerThread

MOST_BYTES = 60 * 1024


def ask(page: Page, text: str) -> None:
    page.fill("#message", text)
    page.keyboard.press("Enter")


def last_answer(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".turn--assistant").last


def texts(emulator: ChatEmulator) -> list[str]:
    return [message["text"] for message in emulator.accepted]


# ---- the plain way ----


def test_it_greets_without_a_turn_and_says_what_it_is(chat: Page, emulator: ChatEmulator) -> None:
    greeting = chat.locator("#log").inner_text()
    assert "trợ lý tự động" in greeting
    assert "Không bao giờ cần gửi số căn cước" in greeting
    expect(chat.locator(".choice")).to_have_count(3)
    assert chat.locator("header a[href^='tel:']").count() == 1
    assert emulator.sessions == {}


def test_a_question_is_answered_in_lines_with_the_source_smaller(chat: Page) -> None:
    ask(chat, "ban dat can giay to gi")
    expect(chat.locator(".line--item")).to_have_count(4)
    source = chat.locator(".line--source")
    expect(source).to_contain_text("kiểm tra ngày 10/06/2026")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert source.evaluate(size) < chat.locator(".line--item").first.evaluate(size)
    assert chat.locator("body").evaluate(size) >= 18
    expect(chat.locator(".state").last).to_have_text("Đã gửi")
    expect(chat.locator("#typing")).to_be_hidden()


def test_dots_move_from_the_first_piece_to_the_answer_of_the_last(chat: Page, emulator: ChatEmulator) -> None:
    emulator.answer_after = 1.5
    ask(chat, "em hoi chut")
    expect(chat.locator("#typing")).to_be_visible()
    chat.wait_for_timeout(800)
    ask(chat, "so nha em bi mat")
    expect(last_answer(chat)).to_contain_text("Em nghe: em hoi chut")
    expect(chat.locator("#typing")).to_be_visible()
    expect(last_answer(chat)).to_contain_text("Em nghe: so nha em bi mat")
    expect(chat.locator("#typing")).to_be_hidden()


def test_a_button_says_its_title_and_sends_its_payload(chat: Page, emulator: ChatEmulator) -> None:
    ask(chat, "ban dat can giay to gi")
    chat.get_by_role("button", name="Phí bao nhiêu").click()
    expect(last_answer(chat)).to_contain_text("650.000 đồng")
    expect(chat.locator(".bubble--citizen").last).to_contain_text("Phí bao nhiêu")
    assert emulator.accepted[-1]["text"] == "Phí bao nhiêu"
    assert emulator.accepted[-1]["payload"] == '/ask_fee{"procedure":"1.013831"}'


def test_addresses_and_the_hotline_become_links(chat: Page) -> None:
    ask(chat, "lien ket")
    links = last_answer(chat).locator("a")
    expect(links).to_have_count(2)
    assert links.nth(0).get_attribute("href") == "https://dichvucong.gov.vn/thu-tuc"
    assert links.nth(1).get_attribute("href") == "tel:18001096"


def test_an_address_is_written_in_letters_and_leads_where_it_is_encoded(chat: Page) -> None:
    ask(chat, "ban do")
    link = last_answer(chat).locator("a")
    expect(link).to_have_text("https://www.google.com/maps/search/?api=1&query=Phước+Tân,+Đồng+Nai")
    assert link.get_attribute("href") == MAP


def test_a_card_is_seen_in_the_chat_and_opened_with_a_tap(chat: Page, phone: BrowserContext) -> None:
    ask(chat, "show_card")
    picture = last_answer(chat).locator("img")
    expect(picture).to_have_attribute("alt", "Ảnh kèm tin trên, bấm để xem to")
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.naturalWidth") == 800
    assert chat.evaluate("document.documentElement.scrollWidth") <= 360
    with phone.expect_page() as opened:
        picture.click()
    assert opened.value.url.endswith("/thu-tuc/1.013831/the.png?truong_hop=sale")


def test_the_sheet_of_a_card_is_a_link_that_is_still_there_after_a_reload(chat: Page) -> None:
    ask(chat, "show_card")
    for _ in range(2):
        expect(last_answer(chat).locator(".line").last).to_have_text("Tờ để in (PDF): mở ở đây")
        sheet = last_answer(chat).get_by_role("link", name="mở ở đây")
        assert sheet.get_attribute("href") == "/thu-tuc/1.013831/the.pdf?truong_hop=sale,~loan"
        assert sheet.get_attribute("target") == "_blank"
        chat.reload()


def test_the_path_of_a_page_of_ours_is_a_link_too(chat: Page) -> None:
    ask(chat, "trang")
    sheet = last_answer(chat).get_by_role("link", name="mở ở đây")
    assert sheet.get_attribute("href") == "/thu-tuc/dang-ky-moi-truong/the.pdf?truong_hop=sale,~loan"


def test_titles_warnings_and_sources_look_different(chat: Page) -> None:
    ask(chat, "luu y")
    expect(chat.locator(".line--title")).to_have_text("Mua bán:")
    expect(chat.locator(".line--caution")).to_have_text("Lưu ý: Mẫu đơn có thể khác.")
    expect(chat.locator(".line--source")).to_have_text("Căn cứ: Nghị định")


def test_a_long_answer_is_shown_from_its_beginning(chat: Page) -> None:
    ask(chat, "dai")
    expect(chat.locator(".line--item")).to_have_count(40)
    expect(chat.locator(".bubble--citizen").last).to_be_in_viewport()
    more = chat.get_by_role("button", name="Xem tiếp")
    while more.is_visible():
        more.click()
    expect(chat.locator(".line--item").last).to_be_in_viewport()


# ---- the network ----


def test_a_message_whose_answer_was_lost_is_sent_again_and_taken_once(
    chat: Page, emulator: ChatEmulator
) -> None:
    emulator.lose_answers = 2
    ask(chat, "mat mang giua chung")
    expect(chat.locator(".state").last).to_have_text("Đã gửi", timeout=15_000)
    expect(last_answer(chat)).to_contain_text("Em nghe: mat mang giua chung")
    assert [post["id"] for post in emulator.posts] == [emulator.posts[0]["id"]] * 3
    assert texts(emulator) == ["mat mang giua chung"]
    expect(chat.locator(".turn--assistant")).to_have_count(3)  # two of the greeting, one answer


def test_offline_messages_wait_are_kept_over_a_reload_and_go_out_in_order(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    ask(chat, "truoc")
    expect(last_answer(chat)).to_contain_text("Em nghe: truoc")
    phone.set_offline(True)
    expect(chat.locator("#notice")).to_contain_text("Đang mất mạng")
    ask(chat, "mot")
    ask(chat, "hai")
    expect(chat.locator(".state--failed").first).to_have_text("Chưa gửi được, bấm để gửi lại")
    server.stop()
    phone.set_offline(False)
    server.start()
    chat.reload()
    expect(chat.locator(".state--sent")).to_have_count(3, timeout=15_000)
    expect(last_answer(chat)).to_contain_text("Em nghe: hai")
    assert texts(emulator) == ["truoc", "mot", "hai"]
    expect(chat.locator(".bubble--citizen")).to_have_count(3)


def test_a_server_that_was_away_is_found_again_by_itself(
    chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    ask(chat, "truoc")
    expect(last_answer(chat)).to_contain_text("Em nghe: truoc")
    server.stop()
    ask(chat, "trong luc may tat")
    expect(chat.locator("#notice")).to_contain_text("Chưa nối được máy chủ")
    server.start()
    expect(last_answer(chat)).to_contain_text("Em nghe: trong luc may tat", timeout=20_000)
    expect(chat.locator("#notice")).to_contain_text("Đã có mạng lại")
    assert texts(emulator) == ["truoc", "trong luc may tat"]


def test_tapping_a_failed_message_sends_it_again(
    chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    emulator.refuse_with = 503
    ask(chat, "bam de gui lai")
    failed = chat.locator(".state--failed")
    expect(failed).to_be_visible()
    emulator.refuse_with = None
    failed.click()
    expect(last_answer(chat)).to_contain_text("Em nghe: bam de gui lai")
    assert texts(emulator) == ["bam de gui lai"]


def test_replies_missed_while_away_come_on_return_and_none_twice(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    ask(chat, "mot")
    expect(last_answer(chat)).to_contain_text("Em nghe: mot")
    chat.close()
    session = next(iter(emulator.sessions.values()))
    session.replies.append({"text": "Tin đến lúc vắng", "buttons": [], "images": [], "message": None})
    page = phone.new_page()
    page.goto(server.address + "/")
    expect(last_answer(page)).to_contain_text("Tin đến lúc vắng")
    expect(page.locator(".turn--assistant")).to_have_count(4)
    page.reload()
    expect(page.locator(".turn--assistant")).to_have_count(4)


def test_two_tabs_show_the_same_conversation(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    ask(chat, "mot")
    expect(last_answer(chat)).to_contain_text("Em nghe: mot")
    second = phone.new_page()
    second.goto(server.address + "/")
    expect(last_answer(second)).to_contain_text("Em nghe: mot")
    ask(second, "hai")
    for page in (chat, second):
        expect(last_answer(page)).to_contain_text("Em nghe: hai")
        expect(page.locator(".bubble--citizen")).to_have_count(2)
        expect(page.locator(".turn--assistant")).to_have_count(4)
    assert texts(emulator) == ["mot", "hai"]


@pytest.mark.parametrize("way", ["unknown session", "wrong token"])
def test_a_session_that_is_gone_is_replaced_and_the_message_sent_again(
    chat: Page, emulator: ChatEmulator, way: str
) -> None:
    ask(chat, "truoc")
    expect(last_answer(chat)).to_contain_text("Em nghe: truoc")
    if way == "unknown session":
        emulator.expire_sessions()
    else:
        for session in emulator.sessions.values():
            session.token = "another"
    ask(chat, "sau")
    expect(last_answer(chat)).to_contain_text("Em nghe: sau")
    expect(chat.locator(".note")).to_contain_text("đã hết hạn")
    assert texts(emulator)[-1] == "sau"


def test_a_refused_message_does_not_hold_up_the_next(chat: Page, emulator: ChatEmulator) -> None:
    emulator.refuse_with = 422
    ask(chat, "hong")
    expect(chat.locator(".state--refused")).to_be_visible()
    emulator.refuse_with = None
    ask(chat, "tot")
    expect(last_answer(chat)).to_contain_text("Em nghe: tot")
    assert texts(emulator) == ["tot"]


def test_starting_over_forgets_the_conversation(chat: Page, emulator: ChatEmulator) -> None:
    ask(chat, "chuyen rieng")
    expect(last_answer(chat)).to_contain_text("Em nghe")
    chat.on("dialog", lambda dialog: dialog.accept())
    chat.get_by_role("button", name="Hỏi lại từ đầu").click()
    expect(chat.locator(".bubble--citizen")).to_have_count(0)
    assert "chuyen rieng" not in chat.evaluate("JSON.stringify(localStorage)")
    ask(chat, "moi")
    expect(last_answer(chat)).to_contain_text("Em nghe: moi")
    assert len(emulator.sessions) == 2


def test_starting_over_in_one_tab_starts_the_other_over(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    ask(chat, "chuyen rieng")
    expect(last_answer(chat)).to_contain_text("Em nghe")
    second = phone.new_page()
    second.goto(server.address + "/")
    expect(last_answer(second)).to_contain_text("Em nghe")
    second.on("dialog", lambda dialog: dialog.accept())
    second.get_by_role("button", name="Hỏi lại từ đầu").click()
    expect(chat.locator(".bubble--citizen")).to_have_count(0)
    second.close()
    ask(chat, "moi")
    expect(last_answer(chat)).to_contain_text("Em nghe: moi")
    assert len(emulator.sessions) == 2


def test_a_new_conversation_of_another_tab_is_followed(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    ask(chat, "mot")
    expect(last_answer(chat)).to_contain_text("Em nghe: mot")
    second = phone.new_page()
    second.goto(server.address + "/")
    second.on("dialog", lambda dialog: dialog.accept())
    second.get_by_role("button", name="Hỏi lại từ đầu").click()
    ask(second, "hai")
    expect(last_answer(second)).to_contain_text("Em nghe: hai")
    second.close()
    ask(chat, "ba")
    expect(last_answer(chat)).to_contain_text("Em nghe: ba")
    assert len(emulator.sessions) == 2


def test_two_tabs_that_begin_at_the_same_moment_share_one_session(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator, server: ServerThread
) -> None:
    second = phone.new_page()
    second.goto(server.address + "/")
    phone.set_offline(True)
    ask(chat, "mot")
    ask(second, "hai")
    phone.set_offline(False)
    for page in (chat, second):
        expect(page.get_by_text("Em nghe: mot")).to_be_visible()
        expect(page.get_by_text("Em nghe: hai")).to_be_visible()
    assert len(emulator.sessions) == 1
    assert sorted(texts(emulator)) == ["hai", "mot"]


# ---- who uses it ----


def test_everything_can_be_done_with_the_keyboard(chat: Page, emulator: ChatEmulator) -> None:
    chat.keyboard.type("ban dat can giay to gi")  # the input has the focus from the start
    chat.keyboard.press("Enter")
    expect(chat.locator(".choice")).to_have_count(7)
    expect(chat.locator("#message")).to_be_focused()
    for _ in range(2):  # back over "Xem tiếp", to the last of the newest buttons
        chat.keyboard.press("Shift+Tab")
        if chat.evaluate("document.activeElement.textContent") == "Báo sai":
            break
    assert chat.evaluate("document.activeElement.textContent") == "Báo sai"
    outline = chat.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    chat.keyboard.press("Enter")
    expect(last_answer(chat)).to_contain_text("Em nghe: Báo sai")
    expect(chat.locator("#message")).to_be_focused()
    chat.keyboard.type("dong mot")
    chat.keyboard.press("Shift+Enter")
    chat.keyboard.type("dong hai")
    chat.keyboard.press("Enter")
    expect(chat.locator(".bubble--citizen").last).to_contain_text("dong hai")
    assert emulator.accepted[-1]["text"] == "dong mot\ndong hai"


def test_enter_belongs_to_the_keyboard_while_it_composes_a_word(chat: Page, emulator: ChatEmulator) -> None:
    chat.fill("#message", "tiế")
    chat.locator("#message").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    chat.wait_for_timeout(200)
    assert emulator.posts == []
    assert chat.input_value("#message") == "tiế"


def test_a_screen_reader_is_told_who_speaks_and_hears_new_answers(chat: Page) -> None:
    log = chat.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    assert log.get_attribute("aria-label")
    ask(chat, "xin chao")
    expect(last_answer(chat)).to_contain_text("Trợ lý: ")
    expect(chat.locator(".bubble--citizen").last).to_contain_text("Cô/bác: ")
    assert chat.get_by_label("Câu hỏi của cô/bác").count() == 1
    chat.evaluate("document.activeElement.blur()")
    chat.keyboard.press("Tab")
    assert chat.locator("html").get_attribute("lang") == "vi"


def test_the_skip_link_leads_to_the_input(chat: Page) -> None:
    link = chat.locator(".skip-link")
    link.focus()
    expect(link).to_be_in_viewport()
    chat.keyboard.press("Enter")
    expect(chat.locator("#message")).to_be_focused()


def test_everything_to_tap_is_large_enough(chat: Page) -> None:
    ask(chat, "ban dat can giay to gi")
    expect(chat.locator(".choice")).to_have_count(7)
    for target in chat.locator("button:visible:not([disabled]), header a, textarea").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, target.evaluate("element => element.outerHTML")


def test_nothing_moves_for_those_whom_motion_upsets(chat: Page) -> None:
    name = "getComputedStyle(document.querySelector('.typing__dots i')).animationName"
    assert chat.evaluate(name) != "none"
    chat.emulate_media(reduced_motion="reduce")
    assert chat.evaluate(name) == "none"


def test_nothing_sticks_out_to_the_side_even_in_large_type(chat: Page) -> None:
    chat.get_by_role("button", name="Chữ to").click()
    ask(chat, "x" * 300)
    ask(chat, "ban dat can giay to gi")
    expect(chat.locator(".line--item")).to_have_count(4)
    chat.set_viewport_size({"width": 320, "height": 568})
    assert chat.evaluate("document.documentElement.scrollWidth") <= 320
    assert chat.evaluate("document.querySelector('#scroller').scrollWidth") <= 320
    chat.reload()
    assert "large" in (chat.locator("html").get_attribute("class") or "")


def contrast(foreground: str, background: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(foreground), luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(chat: Page, scheme: str) -> None:
    chat.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ask(chat, "ban dat can giay to gi")
    expect(chat.locator(".choice")).to_have_count(7)
    colours = """element => {
        let ground = element;
        while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
        return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
    }"""
    for selector in (
        ".line",
        ".line--source",
        ".bubble--citizen .line",
        ".choice",
        ".state",
        ".header__who",
        ".tools__button",
        ".composer__send",
    ):
        text, ground = chat.locator(selector).last.evaluate(colours)
        assert contrast(text, ground) >= 4.5, selector


def test_it_prints_black_on_white_without_controls(chat: Page) -> None:
    ask(chat, "ban dat can giay to gi")
    expect(chat.locator(".choice")).to_have_count(7)
    chat.emulate_media(media="print")
    expect(chat.locator("#composer")).to_be_hidden()
    expect(chat.locator(".choice").first).to_be_hidden()
    for selector in (".bubble--assistant", ".bubble--citizen"):
        colours = "element => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]"
        assert chat.locator(selector).last.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    expect(chat.locator(".line--source")).to_be_visible()


# ---- hostile and odd input ----


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=\"document.title='broken'\">",
        "<script>document.title='broken'</script>",
        "javascript:document.title='broken'",
        "</div></body>&lt;b&gt; {{7*7}} ${7*7}",
        "👍👍👍",
        "Tiê\u0301ng Viê\u0323t to\u0302\u0309 ho\u031b\u0323p",
    ],
)
def test_what_anybody_writes_is_shown_as_text(chat: Page, text: str) -> None:
    ask(chat, text)
    expect(last_answer(chat)).to_contain_text("Em nghe: ")
    expect(chat.locator(".bubble--citizen .line").last).to_have_text(text)
    assert last_answer(chat).locator(".line").text_content() == "Em nghe: " + text
    assert chat.locator("#log img, #log script, #log b").count() == 0
    assert "broken" not in chat.title()


def test_a_text_too_long_is_kept_and_told(chat: Page, emulator: ChatEmulator) -> None:
    ask(chat, "a" * 2001)
    expect(chat.locator("#notice")).to_contain_text("2.000 chữ")
    assert len(chat.input_value("#message")) == 2001
    assert emulator.posts == []


def test_blank_text_is_not_sent(chat: Page, emulator: ChatEmulator) -> None:
    ask(chat, "   ")
    chat.wait_for_timeout(200)
    assert emulator.posts == []
    expect(chat.locator(".bubble--citizen")).to_have_count(0)


def test_it_works_where_the_browser_forbids_storage(phone: BrowserContext, server: ServerThread) -> None:
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
    )
    page = phone.new_page()
    page.goto(server.address + "/")
    ask(page, "xin chao")
    expect(last_answer(page)).to_contain_text("Em nghe: xin chao")
    ask(page, "lan nua")
    expect(last_answer(page)).to_contain_text("Em nghe: lan nua")


# ---- weight ----


def test_the_first_load_is_light_and_asks_nobody_else(phone: BrowserContext, server: ServerThread) -> None:
    page = phone.new_page()
    loaded: dict[str, int] = {}
    page.on("response", lambda response: loaded.update({response.url: len(gzip.compress(response.body()))}))
    page.goto(server.address + "/")
    page.wait_for_load_state("networkidle")
    assert len(loaded) >= 8
    assert all(url.startswith(server.address) for url in loaded)
    assert sum(loaded.values()) <= MOST_BYTES, loaded


def test_it_is_ready_soon(phone: BrowserContext, server: ServerThread) -> None:
    page = phone.new_page()
    started = time.monotonic()
    page.goto(server.address + "/")
    page.wait_for_selector("#log .choice")
    assert time.monotonic() - started < 5
