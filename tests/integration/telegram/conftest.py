"""Telegram on this machine."""

from collections.abc import AsyncIterator

import pytest

from tests.emulators.telegram.emulator import TelegramEmulator


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    """Running, with nobody there."""
    async with TelegramEmulator().running() as emulator:
        yield emulator
