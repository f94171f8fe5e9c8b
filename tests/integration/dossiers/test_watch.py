"""Somebody who goes through codes or factors is noticed, and the log of looks does not grow for ever."""

import logging
from datetime import timedelta

import pytest

from bot.dossiers.limits import ALARMING_PEOPLE, FAILURES, KEPT
from bot.dossiers.model import DossierLook
from bot.dossiers.watch import Watch
from bot.findings import Finding
from bot.storage.database import Database
from tests.integration.dossiers.people import (
    NOW,
    UNKNOWN_CODE,
    count,
    desk,
    new_people,
    new_person,
    state,
    take,
)


async def fail(db: Database, people: list[str], times: int) -> None:
    """Each of them, so many times."""
    for person in people:
        for _ in range(times):
            await desk(db).look(person, UNKNOWN_CODE, now=NOW)


async def test_a_few_who_mistype_are_no_alarm(db: Database) -> None:
    await fail(db, await new_people(db, 3), 4)
    watch = Watch(db, lambda: NOW)
    await watch.look()
    assert watch.findings() == ()


async def test_a_sweep_is_said_in_health_and_once_in_the_log(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    said = "105 failed looks in an hour, 21 people blocked"
    await fail(db, await new_people(db, ALARMING_PEOPLE + 1), FAILURES)
    now = [NOW]
    watch = Watch(db, lambda: now[0])
    with caplog.at_level(logging.WARNING):
        await watch.look()
        await watch.look()
    assert watch.findings() == (Finding("dossiers_guessed_at", {"failures": 105, "blocked": 21}),)
    assert caplog.text.count(said) == 1
    assert UNKNOWN_CODE not in caplog.text
    now[0] = NOW + timedelta(hours=1)
    await watch.look()
    assert watch.findings() == ()


async def test_old_looks_are_forgotten(db: Database) -> None:
    await take(db, state())
    person = await new_person(db)
    await fail(db, [person], 1)
    late = NOW + KEPT + timedelta(seconds=1)
    await desk(db).look(person, UNKNOWN_CODE, now=late)
    await Watch(db, lambda: late).look()
    assert await count(db, DossierLook) == 1
