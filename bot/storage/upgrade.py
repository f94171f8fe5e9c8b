"""Brings a database up to the schema of this version, or back to an older one."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text

from bot.storage.engines import build_engine
from bot.storage.errors import operational_errors_translated
from bot.storage.urls import sqlite_path, sync_url

MIGRATIONS = Path(__file__).parent / "migrations"


class UnknownRevision(ValueError):
    """No such state of the database is known to this version."""


# Any number will do as long as it stays: it keeps two starting processes from migrating at once.
_LOCK = 7_301_984


def upgrade(url: str, revision: str = "head") -> None:
    """Creates or migrates the database, blocking; raises DatabaseUrlError or StorageUnavailable."""
    address = sync_url(url)
    path = sqlite_path(address)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    _migrate(address, command.upgrade, revision)


def upgrade_within(connection: Connection) -> None:
    """The same inside a transaction: whoever rolls it back has no new table."""
    command.upgrade(_locked(connection), "head")


def downgrade(url: str, revision: str) -> None:
    """Takes back the migrations after that revision ("base": all), with what their tables and columns held.

    Raises UnknownRevision, and as ``upgrade`` does.
    """
    if revision not in {*revisions(), "base"}:
        raise UnknownRevision(f"{revision}: this version knows {', '.join(sorted(revisions()))}")
    _migrate(sync_url(url), command.downgrade, revision)


def _migrate(address: URL, way: Callable[[Config, str], None], revision: str) -> None:
    engine = build_engine(address)
    try:
        with operational_errors_translated(), engine.begin() as connection:
            way(_locked(connection), revision)
    finally:
        engine.dispose()


def _locked(connection: Connection) -> Config:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    return config


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


def newest_revision() -> str | None:
    """The revision that ``upgrade`` brings a database to."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def revisions() -> set[str]:
    """Every revision that this version of the program knows."""
    return set(known_revisions())


def known_revisions() -> tuple[str, ...]:
    """The same, the newest first; reads their files."""
    return tuple(one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions())
