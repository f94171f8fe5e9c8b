"""The databases that a bench runs on: a SQLite file and, where its binaries are found, PostgreSQL."""

import tempfile
from collections.abc import Iterator

from bot.storage.upgrade import upgrade
from tests.integration.postgresql_server import binaries, running_server


def each_database() -> Iterator[tuple[str, str]]:
    """Name and address of each, migrated and empty; gone when the next one is asked for."""
    with tempfile.TemporaryDirectory(prefix="chidan-bench-") as folder:
        url = f"sqlite:///{folder}/chidan.db"
        upgrade(url)
        yield "SQLite", url
    if (found := binaries()) is None:
        return
    with running_server(found) as server:
        upgrade(server.url("postgres"))
        yield "PostgreSQL", server.url("postgres")
