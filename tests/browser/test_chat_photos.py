"""Photos in the chat page: chosen with a tap or a key, made smaller, kept through a lost network."""

import io
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat_emulator import ChatEmulator
from tests.browser.test_chat_page import ask


def picture(width: int, height: int, kind: str = "JPEG") -> dict[str, Any]:
    """A photo as a file to be chosen; noise, so that it is as large as a real one."""
    drawn = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(drawn, kind, quality=95)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def choose(page: Page, *files: dict[str, Any], key: str = "") -> None:
    """Presses the button, and chooses in the window of the system."""
    button = page.get_by_role("button", name="Gửi ảnh").last
    with page.expect_file_chooser() as chooser:
        if key:
            button.focus()
            page.keyboard.press(key)
        else:
            button.click()
    chooser.value.set_files(list(files))


@pytest.fixture
def asked(chat: Page) -> Page:
    """The page on which a photo is asked for."""
    ask(chat, "xin hinh")
    expect(chat.get_by_role("button", name="Gửi ảnh")).to_be_visible()
    return chat


def test_the_button_stands_where_a_photo_is_asked_for_alone(chat: Page) -> None:
    ask(chat, "lien ket")
    expect(chat.locator(".turn--assistant").last).to_contain_text("Gọi 1800 1096")
    expect(chat.get_by_role("button", name="Gửi ảnh")).to_have_count(0)


@pytest.mark.parametrize("key", ["", "Enter", "Space"])
def test_a_photo_is_sent_with_a_tap_and_with_a_key(asked: Page, emulator: ChatEmulator, key: str) -> None:
    small = picture(40, 30)
    choose(asked, small, key=key)
    expect(asked.locator(".bubble--citizen").last).to_contain_text("Ảnh: IMG_1.jpg")
    expect(asked.locator(".state").last).to_have_text("Đã gửi")
    expect(asked.locator(".turn--assistant").last).to_contain_text("Em nghe: hinh 1")
    assert list(emulator.photos.values()) == [small["buffer"]]
    asked.reload()
    expect(asked.locator(".bubble--citizen").last).to_contain_text("Ảnh: IMG_1.jpg")
    assert len(emulator.photos) == 1  # what was sent is not sent again


def test_a_large_photo_is_made_smaller_and_loses_what_the_camera_wrote(
    asked: Page, emulator: ChatEmulator
) -> None:
    large = picture(3600, 2400)
    choose(asked, large)
    expect(asked.locator(".state").last).to_have_text("Đã gửi", timeout=20_000)
    [sent] = emulator.photos.values()
    assert len(sent) < len(large["buffer"]) / 2
    with Image.open(io.BytesIO(sent)) as shrunk:
        assert (shrunk.format, shrunk.size) == ("JPEG", (2000, 1333))
        assert not shrunk.getexif()


def test_several_are_sent_in_their_order(asked: Page, emulator: ChatEmulator) -> None:
    first, second = picture(40, 30), picture(50, 30)
    choose(asked, first, second)
    expect(asked.locator(".state", has_text="Đã gửi")).to_have_count(3)
    assert list(emulator.photos.values()) == [first["buffer"], second["buffer"]]


def test_a_photo_waits_for_the_network(asked: Page, emulator: ChatEmulator, phone: BrowserContext) -> None:
    phone.set_offline(True)
    choose(asked, picture(40, 30))
    expect(asked.locator(".state").last).to_contain_text("Chưa gửi được")
    phone.set_offline(False)
    expect(asked.locator(".state").last).to_have_text("Đã gửi")
    assert len(emulator.photos) == 1


def test_what_is_refused_says_why_and_the_conversation_goes_on(asked: Page, emulator: ChatEmulator) -> None:
    emulator.refuse_with = 415
    choose(asked, {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"})
    expect(asked.locator(".note")).to_have_text("Dạ, tệp này không phải ảnh.")
    expect(asked.locator(".state").last).to_have_text("Tin này máy không nhận")
    emulator.refuse_with = None
    ask(asked, "lien ket")
    expect(asked.locator(".turn--assistant").last).to_contain_text("Gọi 1800 1096")


def test_everybody_can_use_it(asked: Page) -> None:
    found = Axe().run(asked).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    box = asked.get_by_role("button", name="Gửi ảnh").bounding_box()
    assert box is not None
    assert box["height"] >= 44
