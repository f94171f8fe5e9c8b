"""The queue: the next promise first, filters that can be put together, words with or without marks."""

from typing import Any

import pytest

from bot.hotline.queue import PAGE_SIZE, QueueFilter
from bot.hotline.states import TicketState
from tests.integration.hotline.world import (
    DAY,
    HOUR,
    LAN,
    LAND,
    MINH,
    MINUTE,
    NOW,
    WATER,
    World,
)

PAST_TRIAGE = NOW + 6 * HOUR + MINUTE


async def codes(stage: World, **wanted: Any) -> list[str]:
    """What such an officer sees, first page."""
    page = await stage.desk.queue(QueueFilter(**wanted), 1, PAST_TRIAGE)
    assert page.total == len(page.items)
    return [one.code for one in page.items]


async def test_the_next_promise_comes_first_and_what_waits_comes_last(stage: World) -> None:
    slow = await stage.opened(now=NOW + HOUR)
    urgent = await stage.opened(
        track="pollution", answers={"what": "mùi", "where": "cầu"}, now=NOW + 2 * HOUR
    )
    waiting = await stage.assigned(MINH)
    ticket = await stage.ticket(waiting)
    await stage.desk.reply(ticket.id, MINH.actor, "Ở đâu?", ticket.version, NOW, waits=True)
    first = await stage.opened()
    assert await codes(stage) == [urgent.code, first.code, slow.code, waiting.code]


async def test_what_is_over_is_not_waited_for(stage: World) -> None:
    opened, done = await stage.opened(), await stage.assigned(MINH)
    ticket = await stage.ticket(done)
    await stage.desk.close(ticket.id, MINH.actor, "solved", "Đã trả", ticket.version, NOW)
    assert await codes(stage) == [opened.code]
    assert await codes(stage, states=(TicketState.ANSWERED,)) == [done.code]
    assert set(await codes(stage, states=())) == {opened.code, done.code}


async def test_filters_are_put_together(stage: World) -> None:
    of_minh = await stage.assigned(MINH)
    bad = await stage.opened(respondent_unit=LAND)
    plain = await stage.opened(track="suggestion", answers={"what": "thêm ghế chờ"}, now=NOW + 5 * HOUR)
    assert await codes(stage, owner_id=MINH.id) == [of_minh.code]
    assert await codes(stage, unowned=True) == [bad.code, plain.code]
    assert await codes(stage, level="L2") == [of_minh.code]
    assert await codes(stage, unit=LAND) == [of_minh.code]
    assert await codes(stage, track="suggestion") == [plain.code]
    assert await codes(stage, late=True) == [bad.code]
    assert await codes(stage, priority="urgent") == []
    assert await codes(stage, unowned=True, hidden_from=LAND) == [plain.code]
    assert await codes(stage, unowned=True, hidden_from=WATER) == [bad.code, plain.code]


@pytest.mark.parametrize(
    "words",
    ["mương Ông Bàng", "muong ong bang", "MUONG", "bang  muong", "ruou", "tan pho", "Bưởi", "0912345678"],
)
async def test_words_are_found_with_and_without_marks(stage: World, words: str) -> None:
    answers = {"what": "Nước mương Ông Bàng đục ngầu, mùi rượu", "where": "ấp Tân Phó"}
    wanted = await stage.opened(track="pollution", answers=answers)
    await stage.opened(reporter_name="Lê Văn Tám", reporter_phone="0987")
    assert await codes(stage, search=words) == [wanted.code]


@pytest.mark.parametrize("words", ["%", "_", "100%", "\\", "'", "không có chữ này"])
async def test_signs_of_the_database_are_no_wildcards(stage: World, words: str) -> None:
    await stage.opened()
    assert await codes(stage, search=words) == []


async def test_a_code_is_found(stage: World) -> None:
    opened, _ = await stage.opened(), await stage.opened()
    assert await codes(stage, search=opened.code.lower()) == [opened.code]


async def test_words_that_were_added_are_found(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.opened(citizen)
    await stage.desk.add(opened.code, citizen, "biển số xe tải", NOW)
    assert await codes(stage, search="bien so") == [opened.code]


async def test_pages_are_counted_by_state_by_level_and_by_what_is_late(stage: World) -> None:
    opened = [await stage.opened(now=NOW + number * MINUTE) for number in range(PAGE_SIZE + 2)]
    ticket = await stage.ticket(opened[0])
    await stage.desk.assign(ticket.id, LAN.actor, MINH.id, ticket.version, NOW)
    first = await stage.desk.queue(QueueFilter(), 1, NOW + 30 * DAY)
    second = await stage.desk.queue(QueueFilter(), 2, NOW + 30 * DAY)
    assert (len(first.items), len(second.items), first.total) == (PAGE_SIZE, 2, PAGE_SIZE + 2)
    assert {one.code for one in (*first.items, *second.items)} == {one.code for one in opened}
    assert first.by_state == {"new": PAGE_SIZE + 1, "assigned": 1}
    assert first.by_level == {"L1": PAGE_SIZE + 1, "L2": 1}
    assert first.late == PAGE_SIZE + 2


async def test_pages_that_are_open_are_told_of_changes_only(stage: World) -> None:
    await stage.opened()
    later = await stage.opened(now=NOW + HOUR)
    [(ticket_id, version)] = await stage.desk.changed_since(NOW + MINUTE)
    assert (ticket_id, version) == ((await stage.ticket(later)).id, (await stage.ticket(later)).version)
