"""Every migration goes up and back down again, on both databases, also with rows in the tables."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from typer.testing import CliRunner

from bot.cli import cli
from bot.storage.engines import build_engine
from bot.storage.upgrade import MIGRATIONS, UnknownRevision, downgrade, revision_of, revisions, upgrade
from bot.storage.urls import sync_url

UPWARDS = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    if empty_database_url.startswith("sqlite"):
        upgrade(empty_database_url, UPWARDS[0])
        downgrade(empty_database_url, "base")
    engine = build_engine(sync_url(empty_database_url))
    yield engine
    engine.dispose()


def schema(engine: Engine) -> dict[str, object]:
    """Tables with columns, keys, indexes and constraints, as text that can be compared."""
    found = inspect(engine)
    return {table: described(found, table) for table in found.get_table_names() if table != "alembic_version"}


def described(found: sa.Inspector, table: str) -> list[object]:
    foreign = found.get_foreign_keys(table)
    return [
        sorted(f"{one['name']} {one['type']!r} {one['nullable']}" for one in found.get_columns(table)),
        sorted(f"{one['name']} {one['column_names']}" for one in found.get_indexes(table)),
        sorted(f"{one['name']} {one['column_names']}" for one in found.get_unique_constraints(table)),
        sorted(f"{one['constrained_columns']} {one['referred_table']}" for one in foreign),
        sorted(found.get_pk_constraint(table)["constrained_columns"]),
    ]


def test_each_step_back_leaves_what_was_before_it(engine: Engine, empty_database_url: str) -> None:
    before: list[dict[str, object]] = [schema(engine)]
    for revision in UPWARDS:
        upgrade(empty_database_url, revision)
        before.append(schema(engine))
    for revision in ["base", *UPWARDS[:-1]][::-1]:
        before.pop()
        downgrade(empty_database_url, revision)
        assert schema(engine) == before[-1], f"back at {revision}"
    upgrade(empty_database_url)
    assert revision_of(empty_database_url) == UPWARDS[-1]


def value_for(kind: sa.types.TypeEngine[Any]) -> object:
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer | sa.Numeric | sa.Float):
        return 1
    if isinstance(kind, sa.DateTime):
        return datetime(2026, 1, 1, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date(2026, 1, 1)
    if isinstance(kind, sa.JSON) or type(kind).__name__ == "JSONB":
        return json.loads("[]")
    if isinstance(kind, sa.LargeBinary):
        return b"x"
    if isinstance(kind, sa.ARRAY):
        return []
    return "x"


def fill(engine: Engine) -> set[str]:
    """One row in every table; each key is 1, so that foreign keys find their rows."""
    tables = sa.MetaData()
    tables.reflect(engine)
    names = [table for table in tables.sorted_tables if table.name != "alembic_version"]
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # tables may point at each other
            connection.execute(sa.text("SET session_replication_role = replica"))
        else:
            connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        for table in names:
            row = {column.name: value_for(column.type) for column in table.columns}
            connection.execute(table.insert().values(row))
    return {table.name for table in names}


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table: connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0
            for table in inspect(engine).get_table_names()
            if table != "alembic_version"
        }


def test_rows_survive_a_step_back_and_forth(engine: Engine, empty_database_url: str) -> None:
    upgrade(empty_database_url)
    tables = fill(engine)
    downgrade(empty_database_url, UPWARDS[-2])
    kept = counts(engine)
    upgrade(empty_database_url)
    after = counts(engine)
    assert set(after) == tables
    assert all(after[table] == number == 1 for table, number in kept.items())


def test_processes_that_start_at_once_migrate_once(empty_database_url: str) -> None:
    errors: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(empty_database_url)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert revision_of(empty_database_url) == UPWARDS[-1]


def test_the_command_goes_back_and_refuses_what_it_does_not_know(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", empty_database_url)
    upgrade(empty_database_url)
    assert CliRunner().invoke(cli, ["db", "downgrade", UPWARDS[-2]]).exit_code == 0
    assert revision_of(empty_database_url) == UPWARDS[-2]
    refused = CliRunner().invoke(cli, ["db", "downgrade", "9999"])
    assert (refused.exit_code, "9999: this version knows" in refused.stderr) == (1, True)
    with pytest.raises(UnknownRevision):
        downgrade(empty_database_url, "head")
    assert revisions() == set(UPWARDS)
