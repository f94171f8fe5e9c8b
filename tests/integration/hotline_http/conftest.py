"""A console of the hotline on each kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.integration.hotline_http.place import Place, running_place
from tests.integration.staff.people import HandClock


@pytest.fixture
def clock() -> HandClock:
    """Nine in the morning of a Friday."""
    return HandClock()


@pytest.fixture
async def place(db: Database, clock: HandClock, tmp_path: Path) -> AsyncIterator[Place]:
    """The console, listening."""
    async with running_place(db, clock, tmp_path / "files") as place:
        yield place
