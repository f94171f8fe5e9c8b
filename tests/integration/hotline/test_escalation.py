"""Reminders at half and at most of a clock; at the breach one level up, with a new owner, once."""

import asyncio
from datetime import datetime

import pytest

from bot.findings import Finding
from bot.hotline.escalator import Escalator
from bot.hotline.model import TicketEvent
from bot.hotline.states import Happened, TicketState
from bot.storage.database import Database
from tests.integration.hotline.world import (
    CALENDAR,
    DAY,
    HOUR,
    LADDER,
    LAN,
    LAND,
    MINH,
    MINUTE,
    NOW,
    TUAN,
    WATER,
    FakeDirectory,
    World,
)


class Watch:
    """The clock of an escalator."""

    def __init__(self, now: datetime) -> None:
        """It stands at that moment."""
        self.now = now

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now


def escalator(db: Database, directory: FakeDirectory, now: datetime) -> Escalator:
    """As a process that has just started makes it."""
    return Escalator(db, LADDER, CALENDAR, directory, Watch(now))


async def ring(stage: World, now: datetime) -> int:
    """What a process that starts at that moment rings at first."""
    return await escalator(stage.db, stage.directory, now).work()


async def test_nothing_rings_before_its_time(stage: World) -> None:
    await stage.opened()
    assert await ring(stage, NOW + HOUR) == 0


async def test_half_and_most_of_a_clock_remind_and_leave_the_ticket_where_it_is(stage: World) -> None:
    opened = await stage.opened()  # triage: four hours of office time from ten o'clock, until 15.30
    assert await ring(stage, NOW + 3 * HOUR + 29 * MINUTE) == 0
    assert await ring(stage, NOW + 4 * HOUR) == 1  # 13.30 to 14.00 is the second hour of four
    assert (await stage.event(opened, Happened.REMINDED)).data["share"] == 50
    assert (await stage.ticket(opened)).level == "L1"


async def test_a_broken_promise_takes_the_ticket_one_level_up_to_a_new_owner(stage: World) -> None:
    opened = await stage.opened()
    await ring(stage, NOW + 6 * HOUR)
    ticket = await stage.ticket(opened)
    assert (ticket.level, ticket.owner_id, ticket.state) == ("L2", MINH.id, TicketState.ASSIGNED)
    told = await stage.event(opened, Happened.ESCALATED)
    assert (told.actor_kind, told.data["from"], told.data["to"]) == ("system", "L1", "L2")
    promise = await stage.promise(opened, "triage")
    assert promise.broken_at == promise.due_at
    assert promise.is_owed


async def test_each_alarm_rings_once_after_restarts_and_among_many_processes(stage: World) -> None:
    for _ in range(5):
        await stage.opened()
    at = NOW + 6 * HOUR
    rung = await asyncio.gather(*(ring(stage, at) for _ in range(6)))
    # Of each ticket the three of triage; half of a working day has not run before tomorrow.
    assert sum(rung) + await ring(stage, at) == 15
    assert await ring(stage, at) == 0
    events = [one.kind for one in await stage.rows(TicketEvent)]
    assert events.count(Happened.ESCALATED) == events.count(Happened.PROMISE_BROKEN) == 5


async def test_the_unit_complained_of_never_gets_it(stage: World) -> None:
    opened = await stage.opened(respondent_unit=LAND)
    await ring(stage, NOW + 6 * HOUR)
    assert (await stage.ticket(opened)).unit == WATER


async def test_where_nobody_may_have_it_a_level_is_passed_over(stage: World) -> None:
    stage.directory.cards = [LAN, MINH, TUAN]
    opened = await stage.assigned(LAN)
    ticket = await stage.ticket(opened)
    await stage.desk.escalate(ticket.id, LAN.actor, "việc khó", ticket.version, NOW)
    assert (await stage.ticket(opened)).owner_id == MINH.id
    stage.directory.cards = [MINH]
    await ring(stage, NOW + 3 * DAY)
    ticket = await stage.ticket(opened)
    assert (ticket.owner_id, ticket.state) == (None, TicketState.NEW)
    assert ticket.level > "L2"


async def test_a_solution_that_stays_late_goes_on_climbing(stage: World) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    await stage.desk.reply(ticket.id, MINH.actor, "Đang xem", ticket.version, NOW)
    levels = []
    for days in range(20, 50):
        await ring(stage, NOW + days * DAY)
        levels.append((await stage.ticket(opened)).level)
    assert levels[0] == "L2"
    assert levels[-1] == "L7"
    assert levels == sorted(levels)
    view = await stage.desk.of_conversation((await stage.ticket(opened)).conversation_id or 0)
    assert view[0].late


async def test_while_the_citizen_is_asked_the_solution_does_not_ring(stage: World) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    await stage.desk.reply(ticket.id, MINH.actor, "Cô cho xem giấy hẹn?", ticket.version, NOW, waits=True)
    assert await ring(stage, NOW + 60 * DAY) == 0
    ticket = await stage.ticket(opened)
    assert (ticket.level, ticket.due_at) == ("L2", None)


async def test_what_nobody_judges_is_closed_after_five_working_days(stage: World) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    await stage.desk.close(ticket.id, MINH.actor, "solved", "Đã trả kết quả", ticket.version, NOW)
    early = escalator(stage.db, stage.directory, datetime.fromisoformat("2026-12-02T23:00+07:00"))
    assert await early.close_unjudged() == 0
    late = escalator(stage.db, stage.directory, datetime.fromisoformat("2026-12-03T00:10+07:00"))
    assert await late.close_unjudged() == 1
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.verdict) == (TicketState.CLOSED, None)


async def test_one_that_stands_still_says_so(stage: World) -> None:
    watch = Watch(NOW)
    still = Escalator(stage.db, LADDER, CALENDAR, stage.directory, watch)
    assert still.findings() == []
    watch.now = NOW + 3 * MINUTE
    assert still.findings() == [Finding("alarms_stand_still", {"minutes": 3})]


async def test_it_works_by_itself(stage: World) -> None:
    opened = await stage.opened()
    task = asyncio.create_task(escalator(stage.db, stage.directory, NOW + 6 * HOUR).run())
    async with asyncio.timeout(10):
        while (await stage.ticket(opened)).level != "L2":
            await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
