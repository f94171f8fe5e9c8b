"""The program before an emulated Zalo, for the tests of this folder."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.integration.zalo.program import Program, config_for, running


@pytest.fixture
async def emulator() -> AsyncIterator[ZaloEmulator]:
    """Zalo on this machine; it tries again at once, and waits long for a busy machine."""
    async with ZaloEmulator(ladder_scale=1e-5, answer_seconds=20).running() as emulator:
        yield emulator


@pytest.fixture
async def program(db: Database, emulator: ZaloEmulator) -> AsyncIterator[Program]:
    """The program as it starts for the first time."""
    async with running(db, emulator, config_for(emulator)) as program:
        yield program
