"""``chidan delivery failed``: what an officer learns of replies that never arrived."""

import asyncio

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import utc_now
from bot.conversation.outbox import OutboxMessage
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.integration.test_sender import write_replies


@pytest.fixture
def url(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", empty_database_url)
    return empty_database_url


async def write_failures(url: str) -> None:
    upgrade(url)
    db = Database(url)
    await write_replies(db, "0912345678", "Dạ, riêng tư", "Dạ, đến rồi", "Dạ, không rõ")
    async with db.transaction() as session:
        refused, arrived, lost = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        refused.give_up("-213")
        arrived.arrive(utc_now())
        lost.lose_sight("timeout")
    await db.close()


def test_where_nothing_was_ever_sent_nothing_failed(url: str) -> None:
    result = CliRunner().invoke(cli, ["delivery", "failed"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 replies in 7 days" in result.stderr


def test_what_failed_is_listed_without_names_and_texts(url: str) -> None:
    asyncio.run(write_failures(url))
    result = CliRunner().invoke(cli, ["delivery", "failed", "--days", "1"])
    assert result.exit_code == 0, result.output
    newest, older = result.stdout.splitlines()
    assert "fake" in newest
    assert "unknown (timeout" in newest
    assert "permanent_failure (-213" in older
    assert "0912345678" not in result.output
    assert "riêng tư" not in result.output
