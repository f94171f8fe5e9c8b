"""Two years of turns in bulk, made by the database itself: 5 million take a minute or two."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Template

import psycopg

from bot.conversation.turn import FORGOTTEN
from bot.storage.urls import sync_url

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAYS, KEPT_DAYS = 730, 365
TURNS_EACH = 10
_STATEMENTS = Template(Path(__file__).with_name("log_rows.sql").read_text(encoding="utf-8"))


def fill(url: str, turns: int) -> None:
    """An empty, migrated database gets so many, over two years; those of the first are forgotten."""
    postgresql = url.startswith("postgresql")
    statements = _STATEMENTS.substitute(_parts(turns, postgresql)).split(";\n")
    if postgresql:
        _in_postgresql(url, statements)
    else:
        _in_sqlite(url, statements)


def stored_bytes(url: str) -> int:
    """What the database takes on the disk, indexes included."""
    if not url.startswith("postgresql"):
        return Path(str(sync_url(url).database)).stat().st_size
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row is not None
        return int(row[0])


def _parts(turns: int, postgresql: bool) -> dict[str, object]:
    first, step = NOW - timedelta(days=DAYS), DAYS * 86_400 / turns
    forgotten, talks = int(turns * (DAYS - KEPT_DAYS) / DAYS), turns // TURNS_EACH
    begin = f"{first:%Y-%m-%d %H:%M:%S}"
    return {
        "each": TURNS_EACH,
        "talks": talks,
        "forgotten": forgotten,
        "gone": FORGOTTEN,
        "json": "::jsonb" if postgresql else "",
        "no": "false" if postgresql else "0",
        "first": f"'{begin}+00'::timestamptz" if postgresql else f"'{begin}.000000'",
        "at": _moment(begin, step, postgresql),
        "series": _series(turns, postgresql),
        "people": _series(talks, postgresql),
    }


def _moment(begin: str, step: float, postgresql: bool) -> str:
    if postgresql:
        return f"'{begin}+00'::timestamptz + i * {step} * interval '1 second'"
    return f"datetime('{begin}', '+' || CAST(i * {step} AS INTEGER) || ' seconds') || '.000000'"


def _series(count: int, postgresql: bool) -> str:
    if postgresql:
        return f"generate_series(1::bigint, {count}) AS i"
    return (
        f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)"
    )


def _in_postgresql(url: str, statements: list[str]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        # Every row points to one that is there: to look each up would take most of the time.
        connection.execute("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(statement.encode())
        for table in ("contacts", "conversations", "inbox", "turns", "outbox"):
            last = f"(SELECT max(id) FROM {table})"
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})".encode())
        connection.execute("VACUUM ANALYZE")


def _in_sqlite(url: str, statements: list[str]) -> None:
    with sqlite3.connect(str(sync_url(url).database)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.execute("ANALYZE")
