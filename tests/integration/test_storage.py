"""The database keeps what it promises, on both kinds."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

import bot.channels.telegram.model
import bot.channels.webchat.model
import bot.channels.zalo.model
import bot.conversation.outbox
import bot.corrections.model
import bot.dossiers.model
import bot.handover.model
import bot.hotline.model
import bot.hotline.sealed_model
import bot.insight.model
import bot.records.model
import bot.review.model
import bot.staff.model
import bot.surveys.model
import bot.switches.model  # noqa: F401 - fills the metadata
from bot.conversation.model import Contact
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.engines import build_engine
from bot.storage.errors import StorageUnavailable
from bot.storage.upgrade import upgrade
from bot.storage.urls import sync_url

NOW = datetime(2026, 11, 22, 8, 30, 15, 123456, tzinfo=UTC)


def contact(key: str = "an", created_at: datetime = NOW) -> Contact:
    return Contact(channel="webchat", contact_key=key, created_at=created_at)


def test_migrated_schema_equals_the_models(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    engine = build_engine(sync_url(empty_database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_upgrading_twice_changes_nothing(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    upgrade(empty_database_url)


async def test_a_transaction_commits_at_its_end(db: Database) -> None:
    async with db.transaction() as session:
        session.add(contact())
    async with db.reading() as session:
        assert (await session.scalars(select(Contact.contact_key))).all() == ["an"]


async def test_an_error_rolls_back(db: Database) -> None:
    async def fail_half_way() -> None:
        async with db.transaction() as session:
            session.add(contact())
            await session.flush()
            raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"):
        await fail_half_way()
    async with db.reading() as session:
        assert (await session.scalars(select(Contact))).all() == []


async def test_moments_come_back_in_utc(db: Database) -> None:
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    async with db.transaction() as session:
        session.add(contact(created_at=hanoi))
    async with db.reading() as session:
        stored = await session.scalar(select(Contact.created_at).where(Contact.created_at <= NOW))
    assert stored == NOW
    assert stored is not None
    assert stored.tzinfo is UTC


async def test_a_naive_moment_is_refused(db: Database) -> None:
    with pytest.raises(Exception, match="time zone"):
        async with db.transaction() as session:
            session.add(contact(created_at=NOW.replace(tzinfo=None)))


async def test_a_broken_constraint_is_not_called_an_outage(db: Database) -> None:
    with pytest.raises(IntegrityError):
        async with db.transaction() as session:
            session.add_all([contact(), contact()])


async def test_many_writers_at_once_all_get_their_turn(db: Database) -> None:
    async def write(number: int) -> None:
        async with db.transaction() as session:
            # Reads first: the order in which SQLite would fail if the lock came with the first write.
            await session.scalar(select(Contact).limit(1))
            session.add(contact(f"c{number}"))

    await asyncio.gather(*(write(number) for number in range(50)))
    async with db.reading() as session:
        assert len((await session.scalars(select(Contact))).all()) == 50


async def test_two_processes_write_to_one_database(database_url: str) -> None:
    databases = [Database(database_url), Database(database_url)]

    async def write(number: int) -> None:
        async with databases[number % 2].transaction() as session:
            await session.scalar(select(Contact).limit(1))
            session.add(contact(f"c{number}"))

    await asyncio.gather(*(write(number) for number in range(40)))
    async with databases[0].reading() as session:
        assert len((await session.scalars(select(Contact))).all()) == 40
    for database in databases:
        await database.close()


async def test_a_missing_database_is_unavailable() -> None:
    for url in ("sqlite:////nowhere/at/all/chidan.db", "postgresql://postgres@127.0.0.1:1/chidan"):
        database = Database(url)
        with pytest.raises(StorageUnavailable):
            async with database.transaction() as session:
                await session.execute(text("SELECT 1"))
        await database.close()


async def test_reading_waits_for_no_writer(db: Database) -> None:
    async with db.transaction() as writer:
        writer.add(contact())
        await writer.flush()
        async with asyncio.timeout(2), db.reading() as session:
            assert (await session.scalars(select(Contact))).all() == []
