"""Every place of the inventory is filled, and each is empty once its period is over, and none before.

The rows are made of the tables themselves: whoever adds a column to the inventory has it filled here.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, Date, LargeBinary, String, Table, Text, insert, select

import bot.app  # noqa: F401 - every model is known once the program is
from bot.clock import utc_now
from bot.inventory import load_inventory
from bot.retention import Retention
from bot.retention_wiring import daily_forgetting
from bot.storage.base import Base, UtcDateTime
from bot.storage.database import Database
from tests.integration.test_own_data import everything

NOW = utc_now()
DAY = timedelta(days=1)
# Each its own, so that no kind is forgotten with another by chance.
PERIODS = Retention(
    guesses=1,
    handed_over=2,
    audit=10,
    live_talks=20,
    conversations=30,
    surveys=40,
    corrections=50,
    follows=60,
    contacts=70,
)
DAYS: Mapping[str, int] = msgspec.structs.asdict(PERIODS)
# Of an invitation it is not the words that go, but whose it was.
WHOSE = "survey_invitations"
# What rows must say to be over: sent, answered, ended.
OVER: Mapping[tuple[str, str], Any] = {
    ("outbox", "state"): "sent",
    ("handovers", "state"): "given_back",
    ("tickets", "state"): "closed",
    ("dossier_notices", "state"): "posted",
    ("survey_invitations", "state"): "done",
}
Place = tuple[str, str]


def marks() -> dict[Place, str]:
    """A word of its own for every place of the inventory."""
    places = [
        (table, column)
        for one in load_inventory().data
        for table, columns in one.columns.items()
        for column in columns
    ]
    return {place: f"w{number:03d}z" for number, place in enumerate(places)}


def days_of() -> Iterator[tuple[Place, int | None]]:
    """For how many days each place is kept; None where no period is set."""
    for one in load_inventory().data:
        period = one.period(DAYS)
        for table, columns in one.columns.items():
            for column in columns:
                yield (table, column), None if period is None or table == WHOSE else DAYS[period]


def row_of(table: Table, words: Mapping[Place, str]) -> dict[str, Any]:
    """A row of everything that the table can hold, as of now."""
    return {
        column.name: value
        for column in table.c
        if (value := _value(table.name, column, words.get((table.name, column.name)))) is not None
    }


def _value(table: str, column: Column[Any], word: str | None) -> Any:
    kind = column.type
    if (table, column.name) in OVER:
        return OVER[table, column.name]
    if column.foreign_keys or (column.primary_key and not isinstance(kind, String)):
        return 1
    if isinstance(kind, UtcDateTime):
        return NOW
    if isinstance(kind, Date):
        return NOW.date()
    if isinstance(kind, LargeBinary):
        return (word or "x").encode()
    if isinstance(kind, JSON) or type(kind).__name__ == "Json":
        return {"text": word} if column.name == "body" else [word] if word else []
    if isinstance(kind, String | Text):
        return word or ("x" if not column.nullable else None)
    return None if column.nullable else 0


async def fill(db: Database) -> None:
    async with db.transaction() as session:
        for table in Base.metadata.sorted_tables:
            await session.execute(insert(table).values(row_of(table, marks())))


async def left(db: Database) -> set[Place]:
    """The places whose word is still somewhere in the database, wherever that is."""
    found = await everything(db)
    return {place for place, mark in marks().items() if mark in found}


async def whose(db: Database) -> int | None:
    async with db.reading() as session:
        number: int | None = await session.scalar(select(Base.metadata.tables[WHOSE].c.conversation_id))
        return number


async def test_each_goes_after_its_period_and_none_before(db: Database) -> None:
    await fill(db)
    assert await left(db) == set(marks()), "a place of the inventory was not filled"
    kept = dict(days_of())
    for day in sorted({moved for days in DAYS.values() for moved in (days - 1, days + 1)}):
        task = daily_forgetting(db, PERIODS, None, lambda day=day: NOW + day * DAY)  # type: ignore[misc]
        assert await task.forget()
        due = {place for place, days in kept.items() if days is not None and days < day}
        assert await left(db) == set(marks()) - due, f"after {day} days"
        assert await whose(db) == (None if day > DAYS["surveys"] else 1)


async def test_what_is_still_open_keeps_its_person(db: Database) -> None:
    await fill(db)
    tickets, follows = (Base.metadata.tables[name] for name in ("tickets", "dossier_follows"))
    task = daily_forgetting(db, PERIODS, None, lambda: NOW + 400 * DAY)
    async with db.transaction() as session:
        await session.execute(tickets.update().values(state="assigned"))
    await task.forget()
    assert ("contacts", "contact_key") in await left(db)
    async with db.transaction() as session:
        await session.execute(tickets.update().values(state="closed"))
    await task.forget()
    assert ("contacts", "contact_key") not in await left(db)
    assert follows.name not in {table for table, _ in await left(db)}


async def test_a_follow_that_runs_keeps_follower_and_proof(db: Database) -> None:
    await fill(db)
    follows = Base.metadata.tables["dossier_follows"]
    async with db.transaction() as session:
        await session.execute(follows.update().values(unfollowed_at=None))
    task = daily_forgetting(db, PERIODS, None, lambda: NOW + 400 * DAY)
    await task.forget()
    assert {("contacts", "contact_key"), ("dossier_follows", "wording")} <= await left(db)


def test_every_period_is_of_a_place() -> None:
    told = {one.period([name]) for one in load_inventory().data for name in DAYS}
    assert told - {None} == set(DAYS)
