"""A followed dossier is asked for by itself where the one-stop system is asked, and no more than needed."""

from datetime import datetime, timedelta

import pytest

from bot.dossiers.intake import Intake
from bot.dossiers.model import DossierNotice
from bot.dossiers.rounds import Rounds
from bot.dossiers.sources.source import SourceDown
from bot.dossiers.state import Status
from bot.storage.database import Database
from tests.integration.dossiers.people import (
    CODE,
    MINUTE,
    NOW,
    SECRET,
    UNKNOWN_CODE,
    FakeSource,
    count,
    follower,
    state,
    take,
    unfollow,
)

HALF_AN_HOUR = timedelta(minutes=30)


class Clock:
    """Shows what the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def rounds(db: Database, source: FakeSource, clock: Clock) -> Rounds:
    """As the program makes them."""
    return Rounds(db, source, Intake(db, SECRET, "http"), clock)


async def test_a_change_of_a_followed_dossier_becomes_a_notice(db: Database) -> None:
    await take(db, state(), state(UNKNOWN_CODE))
    await follower(db)
    source, clock = FakeSource({CODE: state(status=Status.FINISHED, changed_at=NOW)}), Clock()
    going = rounds(db, source, clock)
    assert await going.go() == 0
    clock.now = NOW + HALF_AN_HOUR
    assert await going.go() == 1
    assert (source.asked, await count(db, DossierNotice)) == ([CODE], 1)


async def test_what_the_source_does_not_know_is_asked_for_no_sooner_again(db: Database) -> None:
    await take(db, state())
    await follower(db)
    source, clock = FakeSource(), Clock()
    going = rounds(db, source, clock)
    for minutes in (30, 31, 59, 60):
        clock.now = NOW + minutes * MINUTE
        await going.go()
    assert source.asked == [CODE, CODE]


async def test_what_is_over_or_no_longer_followed_is_left_alone(db: Database) -> None:
    await take(db, state(status=Status.RETURNED, code=UNKNOWN_CODE), state())
    await follower(db, code=UNKNOWN_CODE)
    person = await follower(db)
    await unfollow(db, person)
    source, clock = FakeSource(), Clock()
    clock.now = NOW + HALF_AN_HOUR
    assert await rounds(db, source, clock).go() == 0


async def test_a_round_ends_where_the_source_is_down(db: Database) -> None:
    await take(db, state(), state(UNKNOWN_CODE))
    await follower(db)
    await follower(db, code=UNKNOWN_CODE)
    source, clock = FakeSource(), Clock()
    source.down, clock.now = True, NOW + HALF_AN_HOUR
    going = rounds(db, source, clock)
    with pytest.raises(SourceDown):
        await going.go()
    assert len(source.asked) == 1
    source.down = False
    assert await going.go() == 2
