"""Where the working memory lies: a row for each conversation, in an SQLite file or in PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg2

# A turn waits for all of it: what takes longer fails, and Rasa goes on without memory.
_LIMITS = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "options": "-c statement_timeout=3000 -c synchronous_commit=off",
}
_TABLE = """
CREATE TABLE IF NOT EXISTS trackers (
    sender_id TEXT PRIMARY KEY,
    saved_at DOUBLE PRECISION NOT NULL,
    events TEXT NOT NULL
)
"""


# What reading and writing raise while file or server are out of reach.
OUT_OF_REACH = (sqlite3.Error, psycopg2.Error)


class Rows:
    """SQL that both understand, ``?`` for what is filled in; what one worker wrote another sees at once."""

    def read(self, sender_id: str, since: float) -> str | None:
        """The events, unless they were saved before that time."""
        query = "SELECT events FROM trackers WHERE sender_id = ? AND saved_at >= ?"
        found = self._do(query, sender_id, since)
        return str(found[0][0]) if found else None

    def write(self, sender_id: str, saved_at: float, events: str) -> None:
        """Replaces the conversation's row."""
        self._do(
            "INSERT INTO trackers VALUES (?, ?, ?) ON CONFLICT (sender_id)"
            " DO UPDATE SET saved_at = excluded.saved_at, events = excluded.events",
            *(sender_id, saved_at, events),
        )

    def keys(self) -> Iterable[str]:
        """All conversations."""
        return [sender_id for (sender_id,) in self._do("SELECT sender_id FROM trackers")]

    def forget(self, before: float, most: int) -> None:
        """Deletes what was saved before that time, and all but so many that were saved last."""
        self._do("DELETE FROM trackers WHERE saved_at < ?", before)
        newest = "SELECT sender_id FROM trackers ORDER BY saved_at DESC LIMIT ?"
        self._do(f"DELETE FROM trackers WHERE sender_id NOT IN ({newest})", most)  # noqa: S608 - no input # nosec B608

    def close(self) -> None:
        """Gives back what is held."""
        raise NotImplementedError

    def _do(self, statement: str, *values: object) -> Sequence[Any]:
        raise NotImplementedError


class SqliteRows(Rows):
    """A file that the workers of one machine share; a writer waits for another up to five seconds."""

    def __init__(self, path: Path) -> None:
        """Makes file and table where they are missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(_TABLE)

    def close(self) -> None:
        self._db.close()

    def _do(self, statement: str, *values: object) -> Sequence[Any]:
        return self._db.execute(statement, values).fetchall()


class PostgresqlRows(Rows):
    """A table in the program's database; a lost connection is made anew once before psycopg2's error."""

    def __init__(self, url: str) -> None:
        """Makes the table where it is missing."""
        self._url = url
        self._connection = self._connected()
        # Workers that start at the same moment would both make it; the lock goes with the transaction.
        self._do(f"SELECT pg_advisory_xact_lock(74211); {_TABLE}; SELECT 1")

    def close(self) -> None:
        self._connection.close()

    def _do(self, statement: str, *values: object) -> Sequence[Any]:
        statement = statement.replace("?", "%s")
        try:
            return self._try(statement, values)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            with suppress(psycopg2.Error):
                self._connection.close()
            self._connection = self._connected()
            return self._try(statement, values)

    def _try(self, statement: str, values: Sequence[object]) -> Sequence[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else ()

    def _connected(self) -> Any:
        connection = psycopg2.connect(self._url, application_name="chidan-rasa", **_LIMITS)
        # Each statement is a transaction of its own; several in one string still are one.
        connection.autocommit = True
        return connection


def opened(url: str) -> Rows:
    """``sqlite:///PATH`` or ``postgresql://…``."""
    if url.startswith("sqlite:///"):
        return SqliteRows(Path(url[len("sqlite:///") :]))
    return PostgresqlRows(url)
