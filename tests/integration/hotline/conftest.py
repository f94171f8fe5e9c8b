"""The desk of the tests, on each kind of database."""

from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.integration.hotline.world import World, world


@pytest.fixture
def stage(db: Database, tmp_path: Path) -> World:
    """A desk with its officers, nothing handed in yet."""
    return world(db, tmp_path / "files")
