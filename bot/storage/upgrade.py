"""Brings a database up to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.storage.engines import build_engine
from bot.storage.errors import operational_errors_translated
from bot.storage.urls import sqlite_path, sync_url

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do as long as it stays: it keeps two starting processes from migrating at once.
_LOCK = 7_301_984


def upgrade(url: str, revision: str = "head") -> None:
    """Creates or migrates the database, blocking; raises DatabaseUrlError or StorageUnavailable."""
    address = sync_url(url)
    path = sqlite_path(address)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = build_engine(address)
    try:
        with operational_errors_translated(), engine.begin() as connection:
            _migrate(connection, revision)
    finally:
        engine.dispose()


def _migrate(connection: Connection, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
