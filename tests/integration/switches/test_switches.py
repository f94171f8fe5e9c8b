"""Switches take effect in every process within two seconds, and leave a trace."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import utc_now
from bot.storage.database import Database
from bot.switches.model import Scope, Switch
from bot.switches.order import By, Order, SwitchRefused
from bot.switches.service import Switches

LAN = By(7, "Lan")
FIELDS = {"1.013831": "Đất đai", "1.004228": "Tài nguyên nước"}


class AuditBook:
    """Remembers what it was told in the transaction of the change."""

    def __init__(self) -> None:
        """Empty."""
        self.entries: list[tuple[int, str, str]] = []

    async def write(
        self, session: AsyncSession, officer_id: int, action: str, object: str, now: datetime
    ) -> None:
        """One entry."""
        self.entries.append((officer_id, action, object))


def switches(db: Database, book: AuditBook, clock: Callable[[], datetime] = utc_now) -> Switches:
    return Switches(db, clock, FIELDS.get, book.write)


def order(scope: Scope, name: str = "", hours: int | None = None, reason: str = "Sai phí") -> Order:
    now = utc_now()
    return Order(scope, name, reason, now, now + timedelta(hours=hours) if hours else None)


async def test_another_process_knows_within_two_seconds(db: Database) -> None:
    here, there = switches(db, AuditBook()), switches(db, AuditBook())
    watching = asyncio.create_task(there.run())
    await here.turn_off(order(Scope.CHANNEL, "zalo"), LAN)
    async with asyncio.timeout(2):
        while not there.channel_is_off("zalo"):
            await asyncio.sleep(0.02)
    assert not there.channel_is_off("telegram")
    assert not there.bot_is_off()
    watching.cancel()


async def test_what_is_off_here_is_off_at_once_and_on_again_at_once(db: Database) -> None:
    book = AuditBook()
    here = switches(db, book)
    number = await here.turn_off(order(Scope.BOT), LAN)
    assert here.bot_is_off()
    assert [one.name for one in here.findings()] == ["bot_off"]
    await here.turn_on(number, By(9, "Minh"))
    await here.turn_on(number, By(9, "Minh"))
    assert not here.bot_is_off()
    assert book.entries == [(7, "switch_off", "bot"), (9, "switch_on", "bot")]
    async with db.reading() as session:
        kept = (await session.scalars(select(Switch))).one()
    assert (kept.reason, kept.made_by_name, kept.ended_by_name) == ("Sai phí", "Lan", "Minh")


async def test_a_topic_is_a_field_a_procedure_or_a_track(db: Database) -> None:
    here = switches(db, AuditBook())
    await here.turn_off(order(Scope.FIELD, "Đất đai"), LAN)
    await here.turn_off(order(Scope.TRACK, "pollution"), LAN)
    assert here.topic_is_off(["1.004228", "1.013831"], None)
    assert here.topic_is_off([], "pollution")
    assert not here.topic_is_off(["1.004228"], "suggestion")
    assert not here.topic_is_off(["unheard of"], None)
    await here.turn_off(order(Scope.PROCEDURE, "1.004228"), LAN)
    assert here.topic_is_off(["1.004228"], None)


async def test_it_is_off_from_its_moment_until_its_moment(db: Database) -> None:
    moments = [utc_now()]
    here = switches(db, AuditBook(), lambda: moments[-1])
    start, end = moments[0] + timedelta(hours=1), moments[0] + timedelta(hours=2)
    await here.turn_off(Order(Scope.BOT, "", "Bảo trì", start, end), LAN)
    seen = []
    for moment in (moments[0], start, end - timedelta(seconds=1), end):
        moments.append(moment)
        seen.append(here.bot_is_off())
    assert seen == [False, True, True, False]


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        (order(Scope.BOT, reason="  "), "reason"),
        (order(Scope.BOT, reason="x" * 501), "reason"),
        (order(Scope.BOT, "zalo"), "name"),
        (order(Scope.CHANNEL), "name"),
        (order(Scope.BOT, hours=-1), "over"),
    ],
)
async def test_an_order_without_sense_changes_nothing(db: Database, wanted: Order, word: str) -> None:
    book = AuditBook()
    here = switches(db, book)
    with pytest.raises(SwitchRefused, match=word):
        await here.turn_off(wanted, LAN)
    assert (list(await here.listed()), book.entries) == ([], [])


async def test_a_switch_that_nobody_made_is_said_to_be_unknown(db: Database) -> None:
    with pytest.raises(SwitchRefused, match="unknown"):
        await switches(db, AuditBook()).turn_on(99, LAN)
