"""Real databases for the tests that need one: a SQLite file and a PostgreSQL server of our own."""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pytest_postgresql.janitor import DatabaseJanitor

from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.integration.postgresql_server import PostgresqlServer, binaries, running_server

NO_POSTGRESQL = "PostgreSQL's binaries were not found: install postgresql and libpq-dev to run this on it too"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One server for the whole run; without binaries a visible skip, in continuous integration a failure."""
    folder = binaries()
    if folder is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_POSTGRESQL)
        pytest.skip(NO_POSTGRESQL)
    with running_server(folder) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """A migrated database that the tests' own are copied from."""
    with _janitor(postgresql_server, "chidan_template") as janitor:
        upgrade(postgresql_server.url(janitor.dbname))
        yield janitor.dbname


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty' / 'chidan.db'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    with _janitor(server, f"empty_{uuid.uuid4().hex}") as janitor:
        yield server.url(janitor.dbname)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of the test's own, once of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'chidan.db'}"
        upgrade(url)
        yield url
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    template: str = request.getfixturevalue("postgresql_template")
    with _janitor(server, f"test_{uuid.uuid4().hex}", template) as janitor:
        yield server.url(janitor.dbname)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """That database, opened."""
    database = Database(database_url)
    yield database
    await database.close()


def _janitor(server: PostgresqlServer, name: str, template: str | None = None) -> DatabaseJanitor:
    return DatabaseJanitor(
        user=server.user, host=server.host, port=server.port, dbname=name, template_dbname=template
    )
