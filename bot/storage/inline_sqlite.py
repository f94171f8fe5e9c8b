"""SQLite for SQLAlchemy's asynchronous dialect, without a thread between.

A statement takes SQLite microseconds. Handed to a thread, as aiosqlite does, it costs four handovers, each
of which waits behind whatever the event loop has to do. So statements run where they are asked for, and
what may take long does not hold the loop up: a commit waits for a slow disk in a thread, and a lock that
another process holds is asked for again after a pause.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import Any

from bot.storage.unbroken import unbroken

SECONDS_FOR_A_LOCK = 5.0
_PAUSE_SECONDS = 0.01
# A disk that is as quick as that so many times in a row is waited for where the commit is asked for: the
# handover to a thread and back takes longer, and all that time nobody else may write.
QUICK_SECONDS, QUICK_TIMES = 0.003, 20


async def connect_inline(database: str, **options: Any) -> "InlineConnection":
    """Opens the file; no transaction is opened unasked."""
    options |= {"isolation_level": None, "check_same_thread": False, "timeout": 0}
    return InlineConnection(sqlite3.connect(database, **options))


class Disk:
    """How quick the last commits were, all connections together."""

    def __init__(self, seconds: Callable[[], float] = time.perf_counter) -> None:
        """Nothing is known yet; ``seconds`` is the clock that commits are timed by."""
        self._seconds, self._quick_in_a_row = seconds, 0

    @property
    def is_quick(self) -> bool:
        """Whether the event loop may wait for it."""
        return self._quick_in_a_row >= QUICK_TIMES

    def commit(self, raw: sqlite3.Connection) -> None:
        """Returns once it is on the disk."""
        began = self._seconds()
        try:
            raw.commit()
        finally:
            quick = self._seconds() - began <= QUICK_SECONDS
            self._quick_in_a_row = self._quick_in_a_row + 1 if quick else 0


_THE_DISK = Disk()


class InlineConnection:
    """What the dialect asks of a connection of aiosqlite."""

    def __init__(self, raw: sqlite3.Connection, disk: Disk = _THE_DISK) -> None:
        """``raw`` waits for no lock and opens no transaction by itself."""
        self._disk = disk
        self._connection: sqlite3.Connection | None = raw  # under this name the dialect looks for it
        self._raw = raw

    def cursor(self) -> "InlineCursor":
        """One cursor for each statement."""
        return InlineCursor(self._raw.cursor())

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """As in sqlite3."""
        self._raw.create_function(*arguments, **options)

    async def commit(self) -> None:
        """Returns once it is on the disk; a cancellation waits for that."""
        if self._disk.is_quick:
            self._disk.commit(self._raw)
        else:
            await unbroken(asyncio.to_thread(self._disk.commit, self._raw))

    async def rollback(self) -> None:
        """As in sqlite3."""
        self._raw.rollback()

    async def close(self) -> None:
        """Closing twice does nothing."""
        self.stop()

    def stop(self) -> None:
        """The same, where nothing may be awaited."""
        self._connection = None
        self._raw.close()


class InlineCursor:
    """What the dialect asks of a cursor of aiosqlite."""

    def __init__(self, raw: sqlite3.Cursor) -> None:
        self._raw = raw

    async def __aenter__(self) -> "InlineCursor":
        return self

    @property
    def description(self) -> Any:
        """As in sqlite3, like the three below."""
        return self._raw.description

    @property
    def rowcount(self) -> int:
        """Rows that the statement changed."""
        return self._raw.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id that the last insert gave."""
        return self._raw.lastrowid

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> None:
        """Waits for a lock that others hold, but not for ever; raises sqlite3.OperationalError."""
        await _unless_locked(lambda: self._raw.execute(operation, parameters))

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> None:
        """The same for many."""
        await _unless_locked(lambda: self._raw.executemany(operation, parameters))

    async def fetchall(self) -> list[Any]:
        """All rows."""
        return self._raw.fetchall()

    async def fetchmany(self, size: int) -> list[Any]:
        """The next rows: SQLite looks no further, so that many rows can be read in lots."""
        return self._raw.fetchmany(size)

    async def close(self) -> None:
        """Closing twice does nothing."""
        self._raw.close()


async def _unless_locked(work: Callable[[], object]) -> None:
    """A statement that met a lock has done nothing and may be made again."""
    end = asyncio.get_running_loop().time() + SECONDS_FOR_A_LOCK
    while True:
        try:
            work()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or asyncio.get_running_loop().time() > end:
                raise
        else:
            return
        await asyncio.sleep(_PAUSE_SECONDS)
