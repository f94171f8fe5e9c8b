"""SQLite connections that need one trip to their thread for a statement.

The driver goes there four times: for a cursor, to execute, to fetch, to close. On a busy server these trips,
and not the database, are most of the cost of a transaction.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite


class OneTripCursor:
    """What SQLAlchemy uses of the driver's cursor; rows are all fetched with the statement."""

    arraysize = 1

    def __init__(self, connection: "OneTripConnection") -> None:
        """Needs no trip."""
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        """Runs one statement."""
        await self._connection.in_thread(self._execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> None:
        """Runs one statement for each set of parameters."""
        await self._connection.in_thread(self._executemany, sql, parameters)

    async def fetchall(self) -> Sequence[Any]:
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """The real cursor is closed already."""

    def _execute(self, raw: sqlite3.Connection, sql: str, parameters: Any) -> None:
        self._keep(raw.execute(sql, parameters))

    def _executemany(self, raw: sqlite3.Connection, sql: str, parameters: Any) -> None:
        self._keep(raw.executemany(sql, parameters))

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description, self.lastrowid = cursor.description, cursor.lastrowid
        self._rows = cursor.fetchall() if cursor.description else ()
        self.rowcount = cursor.rowcount
        cursor.close()


class OneTripConnection(aiosqlite.Connection):
    """The driver's connection with those cursors."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """A cursor at once."""
        return OneTripCursor(self)

    async def in_thread(self, work: Any, *arguments: Any) -> None:
        """Runs the work on the real connection, in the connection's own thread."""
        await self._execute(work, self._conn, *arguments)  # type: ignore[no-untyped-call]


async def connect(path: Path) -> OneTripConnection:
    """Opens the file; the thread does not keep the program alive."""
    connection = OneTripConnection(lambda: sqlite3.connect(path, check_same_thread=False), iter_chunk_size=64)
    connection._thread.daemon = True
    return await connection  # type: ignore[return-value]
