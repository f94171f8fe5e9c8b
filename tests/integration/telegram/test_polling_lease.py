"""Of several processes one asks Telegram for updates, and another goes on when it ends or dies."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.polling_lease import LEASE, RENEWED_SECONDS, PollingLease
from bot.clock import utc_now
from bot.storage.database import Database
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.telegram.running import talking

pytestmark = pytest.mark.alone


@pytest.fixture
async def pair(database_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """The same database, opened by two processes."""
    one, two = Database(database_url), Database(database_url)
    yield one, two
    await one.close()
    await two.close()


async def test_two_processes_do_not_push_each_other_out_and_take_over(
    pair: tuple[Database, Database], emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(pair[0], emulator, "polling") as first:
        async with talking(pair[1], emulator, "polling") as second:
            await asyncio.sleep(2 * RENEWED_SECONDS)
            an.say("sang tên")
            await an.chat.wait_for(1)
            assert refused(emulator) == 0
            assert (len(first.telegram.findings()), len(second.telegram.findings())) == (0, 0)
        an.say("phí bao nhiêu?")
        await an.chat.wait_for(2)
        assert refused(emulator) == 0


async def test_the_other_one_goes_on_at_once_when_the_first_one_ends(
    pair: tuple[Database, Database], emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    lease = PollingLease(pair[0], emulator.token.split(":")[0], utc_now)
    assert await lease.take()
    async with talking(pair[1], emulator, "polling"):
        an.say("sang tên")
        await asyncio.sleep(1)
        assert asked(emulator) == 0
        await lease.give_back()
        async with asyncio.timeout(RENEWED_SECONDS + 2):
            while asked(emulator) == 0:
                await asyncio.sleep(0.05)
        await an.chat.wait_for(1)


async def test_the_lease_of_a_process_that_died_is_taken_over_within_15_seconds(
    pair: tuple[Database, Database], emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    bot_id = emulator.token.split(":")[0]
    assert await PollingLease(pair[0], bot_id, utc_now).take()
    died = time.monotonic()
    async with talking(pair[1], emulator, "polling"):
        an.say("sang tên")
        async with asyncio.timeout(20):
            while asked(emulator) == 0:
                await asyncio.sleep(0.05)
        assert LEASE.total_seconds() - 1 < time.monotonic() - died < 15
        await an.chat.wait_for(1)


def asked(emulator: TelegramEmulator) -> int:
    return sum(call.method == "getUpdates" for call in emulator.api.calls)


def refused(emulator: TelegramEmulator) -> int:
    return sum(call.method == "getUpdates" and call.code == 409 for call in emulator.api.calls)
