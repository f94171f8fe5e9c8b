"""``chidan db move``: everything that stands in SQLite stands in PostgreSQL afterwards, or nothing does."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pytest_postgresql.janitor import DatabaseJanitor
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from bot.backup.row_sum import RowSum
from bot.cli import cli
from bot.conversation.model import Contact, Conversation, InboxMessage
from bot.hotline.sealed_model import SealedReport
from bot.serving_list import listed
from bot.storage.base import Base
from bot.storage.engines import build_engine
from bot.storage.upgrade import downgrade, revision_of, upgrade
from bot.storage.urls import sync_url
from tests.integration.postgresql_server import PostgresqlServer
from tests.integration.test_migrations import fill

NOW = datetime(2026, 11, 22, 8, 30, 15, 123456, tzinfo=timezone(timedelta(hours=7)))
ODD = {"Bình": [1, 0.1, None, True, "“ạ”"], "a": {"z": {}, "b": []}}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The migrated database of the pilot, which the settings name."""
    url = f"sqlite:///{tmp_path / 'data' / 'chidan.db'}"
    monkeypatch.setenv("CHIDAN_DATA_DIR", str(tmp_path / "data"))
    upgrade(url)
    return url


@pytest.fixture
def server(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """A database without a table."""
    name = f"moved_{uuid.uuid4().hex}"
    address = {"user": postgresql_server.user, "host": postgresql_server.host, "port": postgresql_server.port}
    with DatabaseJanitor(dbname=name, **address):
        yield postgresql_server.url(name)


def moved_to(url: str) -> Result:
    return CliRunner().invoke(cli, ["db", "move", "--to", url])


def write(url: str, *rows: Base) -> None:
    engine = build_engine(sync_url(url))
    with Session(engine) as session, session.begin():
        session.add_all(rows)
    engine.dispose()


def told(url: str, question: str) -> list[Any]:
    engine = build_engine(sync_url(url))
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return rows


def tables(url: str) -> list[str]:
    engine = build_engine(sync_url(url))
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def contact(number: int, key: str = "an") -> Contact:
    return Contact(id=number, channel="webchat", contact_key=key, created_at=NOW)


def sealed(number: int) -> SealedReport:
    words: dict[str, Any] = {"code": "T1", "pin_hash": "x", "form_id": "f", "body": bytes(range(256))}
    return SealedReport(id=number, due_at=None, created_at=NOW, updated_at=NOW, **words)


def message(number: int) -> InboxMessage:
    who: dict[str, Any] = {"conversation_id": 3, "channel": "webchat", "external_id": "m1"}
    return InboxMessage(id=number, text="xin chào ạ", attachment=ODD, received_at=NOW, **who)


def test_a_row_of_every_table_arrives(file: str, server: str) -> None:
    engine = build_engine(sync_url(file))
    filled = fill(engine)
    engine.dispose()
    assert filled == {table.name for table in Base.metadata.tables.values()}
    done = moved_to(server)
    assert done.exit_code == 0, done.output
    assert {told(server, f"SELECT count(*) FROM {name}")[0] for name in filled} == {(1,)}
    assert f"{len(filled)} rows of {len(filled)} tables" in done.stderr
    assert revision_of(server) == revision_of(file)


def test_bytes_moments_json_and_truths_are_what_they_were(file: str, server: str) -> None:
    talk = Conversation(id=3, contact_id=7, created_at=NOW, free_from=NOW, told_of_delay=True)
    write(file, contact(7))
    write(file, talk, sealed(5))
    write(file, message(9))
    assert moved_to(server).exit_code == 0
    assert told(server, "SELECT id, body, due_at FROM sealed_reports") == [(5, bytes(range(256)), None)]
    assert told(server, "SELECT attachment, text, payload FROM inbox") == [(ODD, "xin chào ạ", None)]
    truths = "SELECT created_at, told_of_delay, told_to_slow_down FROM conversations"
    assert told(server, truths) == [(NOW.astimezone(UTC), True, False)]
    # Which rows belong together is watched over again, and the next row has a number of its own.
    write(server, Contact(channel="webchat", contact_key="bình", created_at=NOW))
    assert told(server, "SELECT id FROM contacts ORDER BY id") == [(7,), (8,)]
    foreign = (
        "SELECT count(*) FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY'"
    )
    wanted = sum(len(table.foreign_key_constraints) for table in Base.metadata.tables.values())
    assert told(server, foreign) == [(wanted,)]
    assert told(file, "SELECT contact_key FROM contacts") == [("an",)]


def test_a_row_that_postgresql_does_not_take_is_told_without_its_words(file: str, server: str) -> None:
    write(file, contact(1), contact(2, "kín\0 đáo"))
    refused = moved_to(server)
    assert (refused.exit_code, type(refused.exception)) == (1, SystemExit)
    assert "contacts: " in refused.stderr
    assert "kín" not in refused.stderr
    assert tables(server) == []
    assert len(told(file, "SELECT 1 FROM contacts")) == 2


def test_a_row_that_belongs_to_none_stops_it(file: str, server: str) -> None:
    engine = build_engine(sync_url(file))
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN")
        connection.execute(
            text("INSERT INTO sealed_events VALUES (1, 99, '2026-01-01 00:00:00.000000', x'00')")
        )
        connection.commit()
    engine.dispose()
    refused = moved_to(server)
    assert (refused.exit_code, "sealed_events: " in refused.stderr) == (1, True)
    assert tables(server) == []


def test_what_is_there_is_never_mixed_with_what_comes(file: str, server: str) -> None:
    write(file, contact(1))
    assert moved_to(server).exit_code == 0
    again = moved_to(server)
    assert (again.exit_code, "is not empty" in again.stderr) == (1, True)
    assert told(server, "SELECT count(*) FROM contacts") == [(1,)]


def test_a_database_that_was_made_before_is_filled(file: str, server: str) -> None:
    upgrade(server)
    write(file, contact(1))
    assert moved_to(server).exit_code == 0
    assert told(server, "SELECT id FROM contacts") == [(1,)]


def test_nothing_is_moved_under_a_running_server(file: str, server: str, tmp_path: Path) -> None:
    with listed(tmp_path / "data"):
        refused = moved_to(server)
    assert (refused.exit_code, "stop it first" in refused.stderr, tables(server)) == (1, True, [])


def test_an_older_database_is_to_be_brought_up_first(file: str, server: str) -> None:
    downgrade(file, "0015")
    refused = moved_to(server)
    assert (refused.exit_code, "chidan db upgrade" in refused.stderr, tables(server)) == (1, True, [])


def test_no_other_way_is_offered(
    file: str, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "only a move from SQLite" in moved_to(f"sqlite:///{tmp_path / 'other.db'}").stderr
    monkeypatch.setenv("CHIDAN_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert "nothing to move" in moved_to(server).stderr
    assert not (tmp_path / "none.db").exists()
    monkeypatch.setenv("CHIDAN_DATABASE_URL", server)
    assert "only a move from SQLite" in moved_to(server).stderr


def test_a_server_that_is_not_there_is_told(file: str) -> None:
    refused = moved_to("postgresql://nobody@127.0.0.1:1/none")
    assert (refused.exit_code, "does not answer" in refused.stderr) == (1, True)


def test_sums_hear_every_change_but_not_the_order() -> None:
    rows = [(1, "a", NOW.astimezone(UTC), {"x": 1, "y": 2}), (2, None, b"\0", True)]
    turned = [(2, None, b"\0", True), (1, "a", NOW.astimezone(UTC), {"y": 2, "x": 1})]
    other = [(2, None, b"\0", False), rows[0]]
    sums = [RowSum(), RowSum(), RowSum()]
    for one, content in zip(sums, (rows, turned, other), strict=True):
        one.add(content)
    assert sums[0] == sums[1] != sums[2]
