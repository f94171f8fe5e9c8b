"""What sources say is kept once, in its order, and told to followers, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.dossiers.hours import due_at
from bot.dossiers.intake import MOST_AT_ONCE, Intake, Taken
from bot.dossiers.model import Dossier, DossierEvent, DossierNotice
from bot.dossiers.state import Status
from bot.storage.database import Database
from tests.integration.dossiers.people import (
    CODE,
    LAST_FOUR,
    MINUTE,
    NOW,
    PHONE,
    PRINTED,
    SECRET,
    UNKNOWN_CODE,
    all_of,
    count,
    follower,
    state,
    take,
    unfollow,
)

LATER = NOW + timedelta(hours=1)


async def test_a_new_dossier_begins_its_course_and_nobody_is_told(db: Database) -> None:
    assert await take(db, state()) == Taken(new=1)
    async with db.reading() as session:
        [kept], [event] = await all_of(session, Dossier), await all_of(session, DossierEvent)
    assert (kept.code, kept.status, kept.missing, kept.money_due) == (
        CODE,
        "in_progress",
        ["Hợp đồng công chứng"],
        1_250_000,
    )
    assert (event.status, event.at, event.seen_at) == ("in_progress", NOW - timedelta(days=2), NOW)
    assert await count(db, DossierNotice) == 0


async def test_the_same_again_leaves_nothing_but_its_time(db: Database) -> None:
    await take(db, state())
    await follower(db)
    assert await take(db, state(), now=LATER) == Taken(unchanged=1)
    async with db.reading() as session:
        [kept] = await all_of(session, Dossier)
    assert kept.seen_at == LATER
    assert (await count(db, DossierEvent), await count(db, DossierNotice)) == (1, 0)


async def test_a_change_of_status_is_an_event_and_a_notice_for_each_follower(db: Database) -> None:
    await take(db, state(), state(UNKNOWN_CODE))
    await follower(db)
    await follower(db)
    await unfollow(db, await follower(db))
    moved = state(status=Status.FINISHED, changed_at=NOW)
    assert await take(db, moved, state(UNKNOWN_CODE), now=LATER) == Taken(changed=1, unchanged=1)
    async with db.reading() as session:
        events, notices = await all_of(session, DossierEvent), await all_of(session, DossierNotice)
    assert [event.status for event in events] == ["in_progress", "in_progress", "finished"]
    assert [(one.event_id, one.due_at) for one in notices] == [(events[-1].id, due_at(LATER))] * 2


async def test_another_stage_of_the_same_status_is_kept_and_told_to_nobody(db: Database) -> None:
    await take(db, state())
    await follower(db)
    assert await take(db, state(stage="Trình ký"), now=LATER) == Taken(changed=1)
    async with db.reading() as session:
        [kept] = await all_of(session, Dossier)
    assert kept.stage == "Trình ký"
    assert (await count(db, DossierEvent), await count(db, DossierNotice)) == (1, 0)


async def test_what_is_older_than_what_is_known_changes_nothing(db: Database) -> None:
    await take(db, state(status=Status.FINISHED, changed_at=NOW))
    assert await take(db, state(changed_at=NOW - MINUTE), now=LATER) == Taken(older=1)
    async with db.reading() as session:
        [kept] = await all_of(session, Dossier)
    assert (kept.status, kept.seen_at) == ("finished", NOW)


async def test_a_source_without_times_is_believed(db: Database) -> None:
    await take(db, state(changed_at=None))
    assert await take(db, state(status=Status.STOPPED, changed_at=None), now=LATER) == Taken(changed=1)
    async with db.reading() as session:
        events = await all_of(session, DossierEvent)
    assert [(one.status, one.at) for one in events] == [("in_progress", NOW), ("stopped", LATER)]


async def test_of_two_states_in_one_call_the_newer_stands(db: Database) -> None:
    newer = state(status=Status.FINISHED, changed_at=NOW)
    assert await take(db, newer, state()) == Taken(new=1, older=1)
    assert await take(db, state(), newer) == Taken(unchanged=1, older=1)


async def test_neither_phone_nor_look_up_code_is_in_the_database(db: Database) -> None:
    await take(db, state())
    async with db.reading() as session:
        [kept] = (await session.execute(text("SELECT * FROM dossiers"))).all()
    everything = str(tuple(kept))
    assert [word for word in (PHONE, PHONE.replace(" ", ""), LAST_FOUR, PRINTED) if word in everything] == []
    assert len(set(kept.factors if isinstance(kept.factors, list) else kept.factors.split())) == 2


async def test_signs_that_no_database_takes_are_left_out(db: Database) -> None:
    assert await take(db, state(stage="Thẩm\0 định \ud83d", missing=("Hợp\0 đồng",))) == Taken(new=1)
    async with db.reading() as session:
        [kept] = await all_of(session, Dossier)
    assert (kept.stage, kept.missing) == ("Thẩm định ", ["Hợp đồng"])


async def test_two_who_take_in_the_same_new_dossiers_do_not_hinder_each_other(db: Database) -> None:
    codes = [f"H58.15-261102-{number:04}" for number in range(200)]
    states = [state(code) for code in codes]
    done = await asyncio.gather(take(db, *states), take(db, *reversed(states)))
    assert sorted(done, key=lambda taken: taken.new) == [Taken(unchanged=200), Taken(new=200)]
    assert await count(db, DossierEvent) == 200


async def test_more_than_a_thousand_at_once_are_refused(db: Database) -> None:
    with pytest.raises(ValueError, match="1001 states at once"):
        await Intake(db, SECRET).take([state()] * (MOST_AT_ONCE + 1), NOW)
