"""Engines, set up so that what was committed survives a power cut."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

SECONDS_FOR_A_LOCK = 5
SECONDS_TO_CONNECT = 5

READ_ONLY: dict[str, Any] = {"sqlite_begin": "BEGIN", "postgresql_readonly": True}

_POSTGRESQL: dict[str, Any] = {
    "pool_pre_ping": True,  # a server that was restarted leaves dead connections behind
    "pool_size": 10,
    "connect_args": {
        "connect_timeout": SECONDS_TO_CONNECT,
        "options": f"-c lock_timeout={SECONDS_FOR_A_LOCK}s",
    },
}
# A migration may wait long for its lock: another process may be migrating.
_POSTGRESQL_MIGRATIONS: dict[str, Any] = {"connect_args": {"connect_timeout": SECONDS_TO_CONNECT}}

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # with NORMAL the last commits may vanish in a power cut
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {SECONDS_FOR_A_LOCK * 1000}",
)


def build_async_engine(url: URL) -> AsyncEngine:
    """The engine that the program works with."""
    engine = create_async_engine(url, **({} if url.get_backend_name() == "sqlite" else _POSTGRESQL))
    _prepare(engine.sync_engine)
    return engine


def build_engine(url: URL) -> Engine:
    """A blocking engine, for migrations."""
    engine = create_engine(url, **({} if url.get_backend_name() == "sqlite" else _POSTGRESQL_MIGRATIONS))
    _prepare(engine)
    return engine


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts by reading and then writes can fail at once with SQLITE_BUSY, whatever the
    # timeout says. Taking the write lock at the start is the only way round it.
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))
