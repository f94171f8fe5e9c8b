"""Asking for updates, where Telegram cannot reach us."""

import asyncio
import itertools

import pytest

from bot.storage.database import Database
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.telegram.refusals import conflict, refuses
from tests.integration.telegram.running import talking

FIRST_ID = 815_000_001


async def test_a_webhook_of_former_times_is_taken_away(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, "webhook"):
        pass
    assert emulator.webhook.url
    async with talking(db, emulator, "polling"):
        an.say("sang tên")
        await an.chat.wait_for(1)
    assert emulator.webhook.url == ""


async def test_what_was_said_meanwhile_is_answered_at_the_start(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    an.say("sang tên")
    async with talking(db, emulator, "polling"):
        await an.chat.wait_for(1)


async def test_another_program_that_asks_too_is_outlasted(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    emulator.faults.next("getUpdates", refuses(conflict("terminated by other getUpdates request")), times=3)
    async with talking(db, emulator, "polling"):
        an.say("sang tên")
        await an.chat.wait_for(1)


async def test_an_update_is_confirmed_only_after_it_was_stored(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, "polling", stumbles=3) as program:
        an.say("sang tên")
        an.say("phí?")
        (answer,) = await an.chat.wait_for(1)
    assert program.inbox.stumbled == 3
    assert answer.text == "về sang tên\nphí?"


async def test_an_update_that_cannot_be_read_does_not_hide_the_next(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    emulator.updates.add("message", {"message_id": "?"}, an.chat.id)
    async with talking(db, emulator, "polling"):
        an.say("sang tên")
        await an.chat.wait_for(1)


async def test_numbers_may_begin_anew_after_a_quiet_week(
    db: Database, emulator: TelegramEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.client.POLL_SECONDS", 1)
    an = emulator.add_citizen("An")
    async with talking(db, emulator, "polling"):
        an.say("sang tên")
        await an.chat.wait_for(1)
        async with asyncio.timeout(10):
            while offsets(emulator)[-2:] != [FIRST_ID + 1, 0]:
                await asyncio.sleep(0.05)
        emulator.updates.next_id = 7
        an.say("phí")
        await an.chat.wait_for(2)


def offsets(emulator: TelegramEmulator) -> list[int]:
    """Those of the calls that ended, one for each time that it changed."""
    asked = [
        int(call.parameters.get("offset", 0)) for call in emulator.api.calls if call.method == "getUpdates"
    ]
    return [offset for offset, _ in itertools.groupby(asked)]
