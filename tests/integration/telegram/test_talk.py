"""A talk on Telegram, from the message of a person to the reply in the chat, both ways of getting updates."""

import asyncio
from typing import Literal

import pytest
from sqlalchemy import select

from bot.channels.telegram.texts import load_texts
from bot.conversation.model import InboxMessage
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Button, Meta, Reply, Wanted
from bot.storage.database import Database
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.telegram.running import SHEET, talking

MODES = pytest.mark.parametrize("mode", ["webhook", "polling"])
Mode = Literal["webhook", "polling"]
LONG = '/ask_papers{"procedure":"1.013831","case":"1.013831/sale","place":"xa_hoang_dong","from":"card"}'


def saying(*replies: Reply) -> NluAnswer:
    return NluAnswer(Outcome.ANSWERED, replies, Meta(), ())


@MODES
async def test_a_question_is_answered_with_buttons(
    db: Database, emulator: TelegramEmulator, mode: Mode
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, mode):
        an.say("sang tên")
        (answer,) = await an.chat.wait_for(1)
        assert answer.text == "về sang tên"
        assert [button["text"] for button in answer.buttons] == ["Phí"]


@MODES
async def test_a_tap_is_a_question_and_the_button_stops_spinning(
    db: Database, emulator: TelegramEmulator, mode: Mode
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, mode) as program:
        an.say("sang tên")
        await an.chat.wait_for(1)
        an.tap("Phí")
        await an.chat.wait_for(2)
        assert program.nlu.asked[-1] == '/ask_fee{"procedure":"1.013831"}'
        await answered_taps(emulator, 1)


async def test_a_payload_that_is_too_long_for_a_button_comes_back_whole(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        program.nlu.scripted["sang tên"] = saying(
            Reply("Dạ?", (Button("Bán", LONG), Button("Phí", "/status")))
        )
        for number in (1, 2):
            an.say("sang tên")
            shown = (await an.chat.wait_for(2 * number - 1))[-1]
            assert shown.buttons[1]["callback_data"] == "/status"
            an.tap("Bán")
            await an.chat.wait_for(2 * number)
        assert program.nlu.asked == ["sang tên", LONG] * 2


async def test_a_button_that_is_none_of_ours_is_answered_and_means_nothing(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        an.say("sang tên")
        (line,) = await an.chat.wait_for(1)
        for data in ("#" + "0" * 32, "không phải", "/restart"):
            an._tap_under(line, {"callback_data": data})
        await answered_taps(emulator, 3)
        assert program.nlu.asked == ["sang tên"]


async def test_a_chat_begins_with_the_notice_and_a_greeting(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator):
        an.say("/start")
        notice, greeting = await an.chat.wait_for(2)
    assert notice.text == load_texts().notice
    assert greeting.text == "về /greet"


async def test_the_menu_is_known(db: Database, emulator: TelegramEmulator) -> None:
    async with talking(db, emulator), asyncio.timeout(5):
        while emulator.profile.menu_button != {"type": "commands"}:
            await asyncio.sleep(0.01)
    ((commands),) = emulator.profile.commands.values()
    assert [command.command for command in commands] == ["hoso", "thutuc", "gapcanbo", "batdaulai"]


async def test_a_place_is_asked_for_with_a_key_below_the_chat(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        reply = Reply("Dạ, cô/bác ở đâu?", (Button("Phí", "/status"),), wants=Wanted.LOCATION)
        program.nlu.scripted["nộp ở đâu"] = saying(reply)
        an.say("nộp ở đâu")
        words, asking = await an.chat.wait_for(2)
        assert [button["text"] for button in words.buttons] == ["Phí"]
        assert asking.text == load_texts().asks[Wanted.LOCATION].text
        an.tap("Gửi vị trí")
        assert "xã, phường" in (await an.chat.wait_for(3))[-1].text
    async with db.reading() as session:
        stored = (await session.scalars(select(InboxMessage.attachment))).all()
    assert "106.761" not in str(stored)


async def test_the_own_number_is_not_kept(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        program.nlu.scripted["gọi tôi"] = saying(Reply("Dạ, số nào?", wants=Wanted.PHONE))
        an.say("gọi tôi")
        await an.chat.wait_for(1)
        an.tap("Gửi số điện thoại")
        assert "không giữ lại số này" in (await an.chat.wait_for(2))[-1].text


async def test_a_long_answer_comes_in_parts_in_order(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    long = "\n\n".join(f"Bước {number}: 🏡 " + "nộp hồ sơ " * 60 for number in range(1, 13))
    async with talking(db, emulator) as program:
        program.nlu.scripted["các bước"] = saying(Reply(long, (Button("Phí", "/status"),)))
        an.say("các bước")
        parts = await an.chat.wait_for(2)
    assert "".join("".join(part.text for part in parts).split()) == "".join(long.split())
    assert [bool(part.buttons) for part in parts] == [False, True]


@MODES
async def test_pictures_come_before_the_words_with_buttons(
    db: Database, emulator: TelegramEmulator, mode: Mode
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, mode) as program:
        reply = Reply("Dạ, thẻ đây.", (Button("Phí", "/status"),), images=("/hinh.png",))
        program.nlu.scripted["thẻ"] = saying(reply)
        an.say("thẻ")
        picture, words = await an.chat.wait_for(2)
    assert picture.message["photo"]
    assert [button["text"] for button in words.buttons] == ["Phí"]


async def test_a_file_comes_as_a_document_under_its_name(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, "polling") as program:
        program.nlu.scripted["thẻ"] = saying(Reply("Dạ, thẻ đây.", file="/the.pdf"))
        an.say("thẻ")
        sheet, words = await an.chat.wait_for(2)
    document = sheet.message["document"]
    assert document["file_name"] == "the-1.013831.pdf"
    assert emulator.files.find(document["file_id"]).content == SHEET
    assert words.text == "Dạ, thẻ đây."


async def test_a_picture_too_long_for_a_photo_comes_as_a_document(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        program.nlu.scripted["thẻ"] = saying(Reply("", images=("/dai.png",)))
        an.say("thẻ")
        (picture,) = await an.chat.wait_for(1)
    assert picture.message["document"]["file_name"] == "dai.png"


async def test_a_repeated_update_is_one_message(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    emulator.delivery.mischief.doubled = 1
    async with talking(db, emulator) as program:
        an.say("sang tên")
        await an.chat.wait_for(1)
        an.tap("Phí")
        await an.chat.wait_for(2)
        await emulator.delivery.settled()
        assert program.nlu.asked == ["sang tên", '/ask_fee{"procedure":"1.013831"}']


async def test_groups_are_none_of_our_business(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        an.add_bot_to("Xóm").say("sang tên")
        an.say("phí")
        await an.chat.wait_for(1)
        await emulator.delivery.settled()
        assert program.nlu.asked == ["phí"]


async def test_typing_is_shown_while_an_answer_is_prepared(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        program.nlu.seconds = 1.0
        an.say("sang tên")
        await an.chat.wait_for(1)
    assert an.chat.actions == ["typing"]


async def answered_taps(emulator: TelegramEmulator, count: int) -> None:
    """Waits until so many buttons have stopped spinning."""
    async with asyncio.timeout(5):
        while sum(call.method == "answerCallbackQuery" for call in emulator.api.calls) < count:
            await asyncio.sleep(0.01)
