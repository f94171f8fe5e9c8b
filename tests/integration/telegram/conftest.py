"""Telegram on this machine, and a database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.emulators.telegram.emulator import TelegramEmulator


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    """Running, with nobody there."""
    async with TelegramEmulator().running() as emulator:
        yield emulator


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """SQLite: what matters here does not differ."""
    url = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(url)
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def either_db(database_url: str) -> AsyncIterator[Database]:
    """Once of each kind, for what has its own queries."""
    database = Database(database_url)
    yield database
    await database.close()
