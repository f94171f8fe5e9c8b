"""Nobody waits for ever: what no officer comes to becomes one ticket, whoever stumbles on the way."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.handover.model import Handover, HandoverState
from bot.handover.service import HOLDS
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from tests.integration.handover.people import (
    LAN,
    MINUTE,
    NIGHT,
    NOW,
    TicketOffice,
    ask,
    desk,
    hear,
    is_silent,
    keeper,
    the_one,
    told,
)


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


async def test_after_five_minutes_there_is_a_ticket_and_the_citizen_has_its_code(db: Database) -> None:
    _, _ = await ask(db)
    office = TicketOffice()
    assert await keeper(db, office, at(NOW + 4 * MINUTE)).work() == 0
    assert await keeper(db, office, at(NOW + 5 * MINUTE)).work() == 1
    assert await keeper(db, office, at(NOW + 9 * MINUTE)).work() == 0
    assert len(office.opened) == 1
    words = "\n".join(await told(db))
    for said in ("PA-261125-K7PM", "2468", "26/11/2026 (dự kiến)", "/phieu/PA-261125-K7PM"):
        assert said in words
    kept = await the_one(db)
    assert (kept.state, kept.ticket_code) == (HandoverState.TICKET, "PA-261125-K7PM")


async def test_out_of_hours_there_is_a_ticket_at_once(db: Database) -> None:
    await ask(db, NIGHT)
    office = TicketOffice()
    assert await keeper(db, office, at(NIGHT)).work() == 1


async def test_an_officer_who_has_gone_leaves_a_ticket_with_all_the_words_masked(db: Database) -> None:
    conversation_id, waiting = await ask(db)
    await desk(db).take(waiting, *LAN, NOW)
    await hear(db, conversation_id, "gọi tôi 0912345678")
    office = TicketOffice()
    assert await keeper(db, office, at(NOW + HOLDS - MINUTE)).work() == 0
    assert await keeper(db, office, at(NOW + HOLDS)).work() == 1
    [opened] = office.opened.values()
    assert opened.words == "Người dân: gọi tôi [số điện thoại]"
    assert (opened.conversation_id, opened.channel) == (conversation_id, "fake")
    assert not await is_silent(db, conversation_id, NOW + HOLDS)


async def test_an_officer_makes_a_ticket_of_what_takes_longer(db: Database) -> None:
    _, waiting = await ask(db)
    await desk(db).take(waiting, *LAN, NOW)
    await desk(db).make_ticket(waiting, LAN[0], NOW + MINUTE)
    assert await keeper(db, TicketOffice(), at(NOW + MINUTE)).work() == 1


async def test_a_ticket_that_could_not_be_opened_is_tried_again_and_told_once(db: Database) -> None:
    await ask(db)
    office = TicketOffice()
    office.down = StorageUnavailable("away")
    late = NOW + 5 * MINUTE
    with pytest.raises(StorageUnavailable):
        await keeper(db, office, at(late)).work()
    office.down = None
    assert await keeper(db, office, at(late + timedelta(seconds=29))).work() == 0
    assert await keeper(db, office, at(late + timedelta(seconds=30))).work() == 1
    assert len(office.opened) == 1
    assert sum("PA-261125-K7PM\n" in words for words in await told(db)) == 1


async def test_the_usual_wait_is_the_median_of_the_last_and_said_only_where_enough_waited(
    db: Database,
) -> None:
    waits = [1, 2, 3, 4, 50]
    for number, minutes in enumerate(waits):
        conversation_id, _ = await ask(db, NOW)
        watching = keeper(db, TicketOffice(), at(NOW))
        await watching.work()
        assert watching.standing(NOW).minutes is None, number
        async with db.transaction() as session:
            found = await session.get_one(Handover, number + 1)
            assert found.conversation_id == conversation_id
            found.take(*LAN, NOW + minutes * MINUTE, NOW + HOLDS)
            found.give_back(NOW + HOLDS)
    watching = keeper(db, TicketOffice(), at(NOW))
    await watching.work()
    assert watching.standing(NOW).minutes == 3
    assert watching.standing(NOW).on_duty
    assert not watching.standing(NIGHT).on_duty
