"""Brings a database up to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
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
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def revision_of(url: str) -> str | None:
    """The revision that the database is at; None if it has none. Raises as ``upgrade`` does."""
    engine = build_engine(sync_url(url))
    try:
        with operational_errors_translated(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def revisions() -> set[str]:
    """Every revision that this version of the program knows."""
    return {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}
