"""The program before an emulated Zalo, for the tests of this folder."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.integration.zalo.program import Program, config_for, running


@pytest.fixture
async def emulator() -> AsyncIterator[ZaloEmulator]:
    """Zalo on this machine; its ladder waits a thousandth of the time."""
    async with ZaloEmulator(ladder_scale=0.001).running() as emulator:
        yield emulator


@pytest.fixture
async def program(db: Database, emulator: ZaloEmulator) -> AsyncIterator[Program]:
    """The program as it starts for the first time."""
    async with running(db, emulator, config_for(emulator)) as program:
        yield program
