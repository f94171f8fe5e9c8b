"""The way from a SQLite file to PostgreSQL: every row, in one transaction, counted and compared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, Row, Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from bot.backup.archive import BackupError
from bot.backup.restoring import connected
from bot.backup.row_sum import RowSum
from bot.storage.upgrade import newest_revision, revision_of, upgrade_within
from bot.storage.urls import is_shared, sqlite_path, sync_url

_BATCH = 1000
# Without them any order of tables will do, also where two point at each other; adding them checks each row.
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""


def move(source: str, target: str, tables: MetaData) -> Mapping[str, int]:
    """Rows of each table that the target, empty before, has now; the source stays as it is, locked meanwhile.

    Where it fails the target keeps nothing. Raises BackupError, DatabaseUrlError, StorageUnavailable.
    """
    _suits(source, target)
    with connected(source) as theirs, connected(target) as ours:
        upgrade_within(ours)
        _refuse_rows(ours, tables)
        keys = _foreign_keys_taken_off(ours)
        moved = {table.name: _copied(theirs, ours, table) for table in tables.tables.values()}
        _put_on(ours, keys)
    return moved


def _suits(source: str, target: str) -> None:
    file = sqlite_path(sync_url(source))
    if file is None or not is_shared(target):
        raise BackupError("only a move from SQLite to PostgreSQL is offered")
    if not file.exists():
        raise BackupError("there is no database yet: nothing to move")
    if revision_of(source) != newest_revision():
        raise BackupError("the database is not of this version of the program: run `chidan db upgrade` first")


def _refuse_rows(target: Connection, tables: MetaData) -> None:
    for table in tables.tables.values():
        if target.execute(select(table).limit(1)).first():
            raise BackupError(f"the database to move to is not empty: {table.name} has rows")


def _foreign_keys_taken_off(target: Connection) -> Sequence[Row[str, str, str]]:
    found = target.execute(text(_FOREIGN_KEYS)).all()
    for table, name, _definition in found:
        target.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    return found


def _put_on(target: Connection, keys: Sequence[Row[str, str, str]]) -> None:
    for table, name, definition in keys:
        try:
            target.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
        except IntegrityError:
            raise BackupError(f"{table}: a row of it belongs to one that is not there ({name})") from None


def _copied(source: Connection, target: Connection, table: Table) -> int:
    try:
        sent = _sent(source, target, table)
    except (DataError, IntegrityError) as error:  # whose words may hold those of citizens
        raise BackupError(f"{table.name}: PostgreSQL takes no row with {type(error.orig).__name__}") from None
    arrived = RowSum()
    for batch in _batches(target, table):
        arrived.add(batch)
    if arrived != sent:
        raise BackupError(f"{table.name}: {arrived.rows} of {sent.rows} rows arrived, or not as they were")
    _count_on(target, table)
    return sent.rows


def _sent(source: Connection, target: Connection, table: Table) -> RowSum:
    sent, columns = RowSum(), table.columns.keys()
    for batch in _batches(source, table):
        sent.add(batch)
        target.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in batch])
    return sent


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    return connection.execute(select(table), execution_options={"yield_per": _BATCH}).partitions()


def _count_on(target: Connection, table: Table) -> None:
    """The next row gets a number of its own."""
    for column in table.primary_key:
        name = target.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        highest = target.scalar(select(func.max(column)))
        if name and highest:
            target.execute(select(func.setval(name, highest)))
