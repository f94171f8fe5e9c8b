"""A place in the chat page: shared with one tap where a form asks for it, if the citizen allows it."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat_emulator import ChatEmulator
from tests.browser.test_chat_page import ask

AT_HOME = {"latitude": 10.957423, "longitude": 106.842681}


def asked(chat: Page) -> None:
    """A form asks where it happened."""
    ask(chat, "xin cho")
    expect(chat.get_by_role("button", name="Gửi vị trí")).to_be_visible()


def test_a_place_is_shared_with_one_key_exact_to_ten_metres(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator
) -> None:
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation(AT_HOME)
    asked(chat)
    chat.get_by_role("button", name="Gửi vị trí").focus()
    chat.keyboard.press("Enter")
    expect(chat.locator(".bubble--citizen").last).to_contain_text("Vị trí của tôi")
    expect(chat.locator(".state").last).to_have_text("Đã gửi")
    assert emulator.accepted[-1]["payload"] == '/ticket_answer{"at":"10.9574,106.8427"}'


def test_who_does_not_allow_it_is_told_what_else_to_do(
    phone: BrowserContext, chat: Page, emulator: ChatEmulator
) -> None:
    phone.clear_permissions()
    asked(chat)
    chat.get_by_role("button", name="Gửi vị trí").click()
    expect(chat.locator(".note").last).to_contain_text("nhắn tên xã, phường")
    assert len(emulator.accepted) == 1
