"""A talk on Telegram, from the message of a person to the reply in the chat, both ways of getting updates."""

from typing import Literal

import pytest
from sqlalchemy import select

from bot.conversation.model import InboxMessage
from bot.storage.database import Database
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.telegram.running import talking

MODES = pytest.mark.parametrize("mode", ["webhook", "polling"])
Mode = Literal["webhook", "polling"]


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
async def test_a_tap_is_a_question_and_stops_spinning(
    db: Database, emulator: TelegramEmulator, mode: Mode
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, mode) as program:
        an.say("sang tên")
        await an.chat.wait_for(1)
        an.tap("Phí")
        await an.chat.wait_for(2)
        assert program.nlu.asked[-1] == '/ask_fee{"procedure":"1.013831"}'
        assert all(tap.answer is not None for tap in emulator.taps._taps.values())


async def test_a_repeated_update_is_one_message(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    emulator.delivery.mischief.doubled = 1
    async with talking(db, emulator) as program:
        an.say("sang tên")
        await an.chat.wait_for(1)
        await emulator.delivery.settled()
        assert program.nlu.asked == ["sang tên"]
    async with db.reading() as session:
        assert len((await session.scalars(select(InboxMessage))).all()) == 1
