"""`chidan forget`: nothing before --apply, everything after it, and no name in the audit book."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.conversation.model import Contact
from bot.hotline.photo_shelf import PhotoShelf
from bot.own_data_request import ForgetRequest, NobodyFound
from bot.staff.model import AuditEntry
from bot.storage.base import Base
from bot.storage.database import Database
from tests.integration.test_every_period import row_of
from tests.integration.test_own_data import WORDS, everything, lived

TICKET = "PA-261127-AB12"


def typed(line: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["forget", *arguments], input=line)


@pytest.fixture
def url(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database in use, in which somebody has lived."""
    monkeypatch.setenv("CHIDAN_DATABASE_URL", database_url)
    monkeypatch.setenv("CHIDAN_DATA_DIR", str(tmp_path))
    asyncio.run(_fill(database_url))
    return database_url


async def _fill(address: str) -> None:
    db = Database(address)
    await lived(db)
    async with db.transaction() as session:
        await session.execute(update(Contact).values(channel="zalo", contact_key="424242"))
    await db.close()


async def _words(address: str) -> str:
    db = Database(address)
    found = await everything(db)
    await db.close()
    return found


def test_it_is_counted_first_and_deleted_when_that_is_said(url: str) -> None:
    counted = typed("zalo 424242\n")
    assert counted.exit_code == 0
    assert "2 messages" in counted.stdout
    assert "Nothing is deleted" in counted.stdout
    assert WORDS in asyncio.run(_words(url))
    done = typed("Zalo 424242\n", "--apply")
    assert "All of that is deleted." in done.stdout
    assert WORDS not in asyncio.run(_words(url))
    assert "424242" not in counted.output + done.output


@pytest.mark.parametrize("line", ["", "\n", "zalo 1\n", "PA-261127-ZZZZ\n", "a b c\n"], ids=repr)
def test_who_is_not_known_is_said_without_repeating_what_was_typed(url: str, line: str) -> None:
    result = typed(line, "--apply")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nobody is known by that" in result.stderr
    assert not line.strip() or line.strip() not in result.stderr
    assert WORDS in asyncio.run(_words(url))


def test_where_there_is_no_database_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert typed("zalo 1\n").exit_code == 1
    assert list(tmp_path.iterdir()) == []


async def test_a_ticket_leads_to_its_conversation_and_the_audit_names_nobody(
    db: Database, tmp_path: Path
) -> None:
    number, _ = await lived(db)
    tickets = Base.metadata.tables["tickets"]
    async with db.transaction() as session:
        row = row_of(tickets, {}) | {"code": TICKET, "conversation_id": number}
        await session.execute(tickets.insert().values(row))
    request = ForgetRequest(db, PhotoShelf(tmp_path))
    assert await request.find("pa 261127 ab12".replace(" ", "")) == number
    held = await request.forget(number, later())
    assert held.tickets == (TICKET,)
    assert WORDS not in await everything(db)
    async with db.reading() as session:
        entry = (await session.scalars(select(AuditEntry))).one()
        key = (await session.scalars(select(Contact.contact_key))).one()
    assert (entry.action, entry.object, entry.officer_id) == (
        "person_forgotten",
        f"conversation {number}",
        None,
    )
    assert key not in entry.object
    # The session of a web chat leads there, too.
    assert await request.find(key) == number


async def test_a_ticket_that_came_by_phone_leads_to_nobody(db: Database, tmp_path: Path) -> None:
    await lived(db)
    tickets = Base.metadata.tables["tickets"]
    async with db.transaction() as session:
        row = {**row_of(tickets, {}), "code": TICKET, "conversation_id": None}
        await session.execute(tickets.insert().values(row))
    with pytest.raises(NobodyFound):
        await ForgetRequest(db, PhotoShelf(tmp_path)).find(TICKET)


def later() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=1)
