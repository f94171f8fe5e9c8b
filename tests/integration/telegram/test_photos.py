"""Photos of receipts and other pictures."""

import io

import pytest
from aiohttp import web
from PIL import Image

from bot.channels.telegram.attachments import MOST_BYTES
from bot.storage.database import Database
from tests.emulators.faults import Fault, Handler, bad_gateway
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.telegram.running import talking
from tests.unit.conversation.test_photo_codes import CODE, receipt

pytestmark = pytest.mark.alone


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
    fetched = []

    async def noted(request: web.Request, handler: Handler) -> web.StreamResponse:
        fetched.append(request.path)
        return await handler(request)

    async with talking(db, emulator):
        emulator.faults.next("file", noted)
        an.send_document("to.png", plain() + b"\0" * MOST_BYTES, "image/png")
        assert "chưa mở được hình" in (await an.chat.wait_for(1))[0].text
        assert fetched == []
        an.send_photo(receipt())
        await an.chat.wait_for(2)
        assert len(fetched) == 1


async def too_much(_request: web.Request, _handler: Handler) -> web.StreamResponse:
    return web.Response(body=receipt() + b"\0" * MOST_BYTES)


async def elsewhere(request: web.Request, _handler: Handler) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": str(request.url)})


@pytest.mark.parametrize("answer", [too_much, elsewhere])
async def test_a_host_that_sends_more_than_it_said_or_points_elsewhere_is_not_followed(
    db: Database, emulator: TelegramEmulator, answer: Fault
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        emulator.faults.next("file", answer)
        an.send_photo(receipt())
        assert "chưa mở được hình" in (await an.chat.wait_for(1))[0].text
        assert program.nlu.asked == []


async def test_a_picture_that_is_none_is_said_to_be_unreadable(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator):
        an.send_document("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
        assert "chưa mở được hình" in (await an.chat.wait_for(1))[0].text
