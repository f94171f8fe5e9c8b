"""The database for commands that come to look: brought up to date, but never made for them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.storage.urls import sqlite_path, sync_url


@asynccontextmanager
async def existing_database(url: str) -> AsyncIterator[Database | None]:
    """The migrated database, closed at the end; None where its file is not there yet.

    Raises DatabaseUrlError or StorageUnavailable.
    """
    file = sqlite_path(sync_url(url))
    if file is not None and not file.exists():
        yield None
        return
    upgrade(url)
    db = Database(url)
    try:
        yield db
    finally:
        await db.close()
