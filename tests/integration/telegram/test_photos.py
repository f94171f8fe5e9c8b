"""Photos of receipts and other pictures."""

import io

from PIL import Image

from bot.storage.database import Database
from tests.emulators.faults import bad_gateway
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.telegram.running import talking
from tests.unit.conversation.test_photo_codes import CODE, receipt


def plain(side: int = 300) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (side, side), "gray").save(picture, "PNG")
    return picture.getvalue()


async def test_the_code_on_a_receipt_goes_on_as_if_typed(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        an.send_photo(receipt())
        await an.chat.wait_for(1)
        an.send_document("giay-hen.png", receipt(), "image/png")
        await an.chat.wait_for(2)
        assert program.nlu.asked == [CODE, CODE]


async def test_a_photo_without_a_code_is_answered(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        an.send_photo(plain())
        assert "mã QR" in (await an.chat.wait_for(1))[0].text
        assert program.nlu.asked == []


async def test_what_cannot_be_fetched_is_said(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator):
        emulator.faults.next("file", bad_gateway)
        an.send_photo(plain())
        assert "chưa mở được hình" in (await an.chat.wait_for(1))[0].text


async def test_a_picture_of_more_than_ten_megabytes_is_not_fetched(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator):
        an.send_document("to.png", plain() + b"\0" * (10 * 1024 * 1024), "image/png")
        assert "chưa mở được hình" in (await an.chat.wait_for(1))[0].text
    assert not [call for call in emulator.api.calls if call.method == "file"]


async def test_a_picture_that_is_none_is_said_to_be_unreadable(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator):
        an.send_document("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
        assert "chưa mở được hình" in (await an.chat.wait_for(1))[0].text
