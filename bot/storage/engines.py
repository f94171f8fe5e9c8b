"""Engines, set up so that what was committed survives a power cut."""

import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.inline_sqlite import SECONDS_FOR_A_LOCK, connect_inline

SECONDS_TO_CONNECT = 5
_PAUSE_SECONDS = 0.01

READ_ONLY: dict[str, Any] = {"sqlite_begin": "BEGIN", "postgresql_readonly": True}

_POSTGRESQL: dict[str, Any] = {
    "pool_pre_ping": True,  # a server that was restarted leaves dead connections behind
    # Turns, notices, the way out and the way in side by side; beyond it a connection is made for one use.
    "pool_size": 20,
    "connect_args": {
        "connect_timeout": SECONDS_TO_CONNECT,
        "options": f"-c lock_timeout={SECONDS_FOR_A_LOCK:.0f}s",
    },
}
# A migration may wait long for its lock: another process may be migrating.
_POSTGRESQL_MIGRATIONS: dict[str, Any] = {"connect_args": {"connect_timeout": SECONDS_TO_CONNECT}}

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # with NORMAL the last commits may vanish in a power cut
    "PRAGMA foreign_keys = ON",
)
_SQLITE: dict[str, Any] = {"connect_args": {"async_creator_fn": connect_inline}}
_SQLITE_MIGRATIONS: dict[str, Any] = {
    # The driver must not open transactions of its own.
    "connect_args": {"isolation_level": None, "timeout": SECONDS_FOR_A_LOCK}
}


def build_async_engine(url: URL) -> AsyncEngine:
    """The engine that the program works with."""
    ours = _SQLITE if url.get_backend_name() == "sqlite" else _POSTGRESQL
    engine = create_async_engine(url, **ours, hide_parameters=True)  # an error's words end in the log
    _prepare(engine.sync_engine)
    return engine


def build_engine(url: URL) -> Engine:
    """A blocking engine, for migrations."""
    engine = create_engine(
        url, **(_SQLITE_MIGRATIONS if url.get_backend_name() == "sqlite" else _POSTGRESQL_MIGRATIONS)
    )
    _prepare(engine)
    return engine


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        _execute_unless_locked(cursor, pragma)
    cursor.close()


def _execute_unless_locked(cursor: Any, pragma: str) -> None:
    # Of processes that open an empty file at once only one may switch it to WAL; the others are refused
    # without the wait that the driver's timeout promises.
    end = time.monotonic() + SECONDS_FOR_A_LOCK
    while True:
        try:
            cursor.execute(pragma)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(_PAUSE_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts by reading and then writes can fail at once with SQLITE_BUSY, whatever the
    # timeout says. Taking the write lock at the start is the only way round it.
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))
