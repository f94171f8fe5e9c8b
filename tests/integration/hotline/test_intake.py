"""A matter is taken in once, with a code, a PIN and a promised day."""

import asyncio
from datetime import date

import pytest

from bot.hotline.model import Ticket, TicketFile
from bot.hotline.promise import TicketAlarm
from bot.hotline.states import Happened, Refusal, TransitionRefused
from bot.hotline.view import Draft
from tests.integration.hotline.world import DAY, LAN, NOW, World, draft


async def test_a_matter_becomes_a_ticket_with_a_code_a_pin_and_a_promised_day(stage: World) -> None:
    opened = await stage.opened()
    assert opened.code.startswith("PA-261125-")
    assert len(opened.pin) == 6
    assert opened.pin.isdecimal()
    assert (opened.promised, opened.expected, opened.sealed) == (date(2026, 12, 16), False, False)
    ticket = await stage.ticket(opened)
    assert ticket.summary == "Cán bộ bắt nộp thêm giấy không có trong danh mục"
    assert (ticket.place, ticket.happened, ticket.level) == ("phường Trấn Biên", "sáng thứ hai", "L1")
    assert await stage.kinds(opened) == [Happened.OPENED, Happened.PROMISE_KEPT]


async def test_the_same_form_is_one_ticket_with_the_same_code_and_pin(stage: World) -> None:
    form = draft(conversation_id=await stage.citizen())
    first, again = await stage.desk.open(form, NOW), await stage.desk.open(form, NOW + DAY)
    assert first == again
    assert len(await stage.rows(Ticket)) == 1


async def test_the_same_form_ten_times_at_once_is_one_ticket(stage: World) -> None:
    form = draft(conversation_id=await stage.citizen())
    opened = await asyncio.gather(*(stage.desk.open(form, NOW) for _ in range(10)))
    assert len(set(opened)) == 1
    assert len(await stage.rows(Ticket)) == 1


async def test_of_somebody_who_stays_anonymous_nothing_is_kept(stage: World) -> None:
    answers = {"what": "Mùi hôi nồng nặc", "where": "cầu Rạch Cát", "contact": "Bưởi, 0912345678"}
    opened = await stage.opened(track="pollution", answers=answers, anonymous=True)
    ticket = await stage.ticket(opened)
    assert (ticket.reporter_name, ticket.reporter_phone) == (None, None)
    assert "contact" not in ticket.answers
    assert "0912345678" not in ticket.search_text
    assert ticket.priority == "urgent"


@pytest.mark.parametrize(
    ("form", "word"),
    [
        (draft(track="neighbour_dispute"), Refusal.GUIDED_ONLY),
        (draft(answers={"where": "Tam Hiệp"}), Refusal.INCOMPLETE),
        (draft(track="pollution", answers={"what": "mùi hôi"}), Refusal.INCOMPLETE),
    ],
)
async def test_what_cannot_be_taken_in_leaves_nothing(stage: World, form: Draft, word: Refusal) -> None:
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.open(form, NOW)
    assert refused.value.word is word
    assert await stage.rows(Ticket) == []


async def test_what_a_caller_tells_stands_under_the_officer_who_wrote_it(stage: World) -> None:
    opened = await stage.desk.file_for_caller(draft(channel="phone"), LAN.actor, NOW)
    event = await stage.event(opened, Happened.OPENED)
    assert (event.actor_kind, event.actor_id, event.actor_name) == ("officer", LAN.id, "Lan")
    assert (await stage.ticket(opened)).conversation_id is None


async def test_the_same_picture_twice_is_kept_once(stage: World) -> None:
    picture = stage.desk.files.put(b"\xff\xd8\xff a picture", "hình.jpg")
    opened = await stage.opened(files=(picture, picture))
    [kept] = (await stage.view(opened)).files
    assert (kept.sha256, kept.kind, kept.name) == (picture.sha256, "jpeg", "hình.jpeg")
    assert await stage.desk.file(kept.ticket_id, picture.sha256) is not None
    assert await stage.desk.file(kept.ticket_id + 1, picture.sha256) is None
    assert len(await stage.rows(TicketFile)) == 1


async def test_each_promise_rings_at_three_moments_and_the_one_kept_rings_no_more(stage: World) -> None:
    await stage.opened()
    alarms = await stage.rows(TicketAlarm)
    assert [one.share for one in alarms if one.done_at is None] == [50, 80, 100] * 4
    assert [one.share for one in alarms if one.done_at is not None] == [50, 80, 100]
