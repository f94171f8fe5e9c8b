"""A task that stands still is told from one that sleeps."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.pulse import Pulses, pulse_of
from tests.integration.staff.people import HandClock

MINUTE = timedelta(minutes=1)


def test_a_task_is_silent_only_long_after_its_next_round_was_due() -> None:
    clock = HandClock(datetime(2026, 11, 27, 2, tzinfo=UTC))
    pulse = Pulses(clock).new("months", 3600)
    clock.now += 92 * MINUTE
    assert not pulse.silent_for
    clock.now += MINUTE
    assert pulse.silent_for == 93 * MINUTE
    pulse.beat()
    assert not pulse.silent_for


async def test_each_application_knows_its_own_tasks() -> None:
    first, second = Pulses(), Pulses()

    async def begin(pulses: Pulses, task: str) -> None:
        pulses.listen()
        await asyncio.create_task(_works(task))

    await asyncio.gather(begin(first, "letters"), begin(second, "parcels"))
    assert [one.task for one in first.all()] == ["letters"]
    assert [one.task for one in second.all()] == ["parcels"]


def test_a_task_that_begins_again_is_the_same_one() -> None:
    pulses = Pulses()
    pulses.new("letters", 1)
    again = pulses.new("letters", 1)
    assert pulses.all() == (again,)


async def _works(task: str) -> None:
    pulse_of(task, 1).beat()
