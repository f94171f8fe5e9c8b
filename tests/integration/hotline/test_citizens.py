"""What citizens do with their tickets: look, add, take back, say whether it helped."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.hotline.model import PinFailure
from bot.hotline.promise import TicketAlarm
from bot.hotline.states import Happened, Refusal, TicketState, TransitionRefused
from bot.hotline.view import Opened
from tests.integration.hotline.world import CHIEF, DAY, LAN, LAND, MINH, MINUTE, NOW, TUAN, FakeCard, World


def other_than(pin: str) -> str:
    """A PIN that is wrong."""
    return f"{(int(pin) + 1) % 1_000_000:06}"


async def closed(stage: World, citizen: int, card: FakeCard = MINH) -> Opened:
    """A ticket that the officer says is solved."""
    opened = await stage.assigned(card, conversation_id=citizen)
    ticket = await stage.ticket(opened)
    await stage.desk.close(ticket.id, card.actor, "solved", "Đã trả lại giấy", ticket.version, NOW)
    return opened


async def test_code_and_pin_open_the_ticket_however_they_are_typed(stage: World) -> None:
    opened = await stage.opened()
    typed = opened.code.lower().replace("-", " ")
    seen = await stage.desk.look(typed, f" {opened.pin[:3]} {opened.pin[3:]}", NOW)
    assert seen is not None
    assert (seen.code, seen.promised, seen.state) == (opened.code, date(2026, 12, 16), TicketState.NEW)
    assert await stage.rows(PinFailure) == []


async def test_a_wrong_pin_and_a_code_of_no_ticket_open_nothing(stage: World) -> None:
    opened = await stage.opened()
    assert await stage.desk.look(opened.code, other_than(opened.pin), NOW) is None
    assert await stage.desk.look("PA-261125-ZZZZ", opened.pin, NOW) is None
    assert await stage.desk.look("", "", NOW) is None


async def test_after_five_wrong_pins_the_right_one_waits_a_quarter_of_an_hour(stage: World) -> None:
    opened, other = await stage.opened(), await stage.opened()
    for minute in range(5):
        await stage.desk.look(opened.code, other_than(opened.pin), NOW + minute * MINUTE)
    assert await stage.desk.look(opened.code, opened.pin, NOW + 5 * MINUTE) is None
    assert await stage.desk.look(other.code, other.pin, NOW + 5 * MINUTE) is not None
    assert await stage.desk.look(opened.code, opened.pin, NOW + 16 * MINUTE) is not None


async def test_many_guesses_at_once_are_not_more_than_five(stage: World) -> None:
    opened = await stage.opened()
    guesses = [f"{int(opened.pin) + number:06}"[-6:] for number in range(1, 30)]
    await asyncio.gather(*(stage.desk.look(opened.code, guess, NOW) for guess in guesses))
    # What is left counts as judged and wrong; the others were turned away unjudged.
    assert len(await stage.rows(PinFailure)) <= 5
    for guess in guesses[:6]:
        await stage.desk.look(opened.code, guess, NOW)
    assert len(await stage.rows(PinFailure)) == 5
    assert await stage.desk.look(opened.code, opened.pin, NOW) is None


async def test_the_citizen_sees_no_officers_name_and_no_word_that_is_not_meant_for_him(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.assigned(MINH, conversation_id=citizen)
    ticket = await stage.ticket(opened)
    await stage.desk.note(ticket.id, MINH.actor, "người này hay kiện", NOW)
    ticket = await stage.ticket(opened)
    await stage.desk.escalate(ticket.id, MINH.actor, "ngại quá", ticket.version, NOW)
    [seen] = await stage.desk.of_conversation(citizen)
    shown = repr(seen.events)
    assert [event.kind for event in seen.events] == ["opened", "assigned", "escalated"]
    assert seen.unit == LAND
    assert not [word for word in ("Minh", "Tuấn", "hay kiện", "ngại", "0912345678") if word in shown]


async def test_nobody_reaches_anothers_ticket(stage: World) -> None:
    opened, stranger = await stage.opened(), await stage.citizen()
    for step in (
        stage.desk.add(opened.code, stranger, "thêm", NOW),
        stage.desk.withdraw(opened.code, stranger, "", NOW),
        stage.desk.verdict(opened.code, stranger, True, "", NOW),
    ):
        with pytest.raises(TransitionRefused) as refused:
            await step
        assert refused.value.word is Refusal.NO_SUCH_TICKET
    assert await stage.desk.of_conversation(stranger) == []


async def test_thanks_after_the_end_restart_nothing(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await closed(stage, citizen)
    before = await stage.ticket(opened)
    await stage.desk.add(opened.code, citizen, "cảm ơn cán bộ nhiều", NOW + DAY)
    after = await stage.ticket(opened)
    assert (after.state, after.due_at, after.level) == (before.state, None, before.level)
    assert (await stage.event(opened, Happened.ADDED)).data == {"after_the_end": True}
    assert [one for one in await stage.rows(TicketAlarm) if one.done_at is None] == []


async def test_taken_back_nothing_is_owed_any_more(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.opened(citizen)
    seen = await stage.desk.withdraw(opened.code, citizen, "đã xong rồi", NOW)
    assert (seen.state, seen.promised, seen.may_withdraw) == (TicketState.WITHDRAWN, None, False)
    assert [one for one in await stage.rows(TicketAlarm) if one.done_at is None] == []
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.withdraw(opened.code, citizen, "", NOW)
    assert refused.value.word is Refusal.OVER


async def test_a_yes_closes_it(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await closed(stage, citizen)
    [asked] = await stage.desk.of_conversation(citizen)
    assert asked.may_judge
    seen = await stage.desk.verdict(opened.code, citizen, True, "", NOW)
    assert (seen.state, seen.verdict, seen.may_judge) == (TicketState.CLOSED, "solved", False)


async def test_a_no_opens_it_again_one_level_up_and_not_for_who_closed_it(stage: World) -> None:
    citizen = await stage.citizen()
    stage.directory.cards = [LAN, MINH, TUAN, FakeCard(MINH.id, "Minh", LAND, "L2")]
    opened = await closed(stage, citizen, MINH)
    seen = await stage.desk.verdict(opened.code, citizen, False, "vẫn chưa có giấy", NOW + DAY)
    ticket = await stage.ticket(opened)
    assert (ticket.level, ticket.owner_id, ticket.reopened, ticket.verdict) == (
        "L3",
        TUAN.id,
        1,
        "not_solved",
    )
    assert (seen.state, seen.done, seen.promised) == (TicketState.ASSIGNED, None, date(2026, 12, 17))
    assert (await stage.event(opened, Happened.REOPENED)).text == "vẫn chưa có giấy"


async def test_a_no_at_the_top_of_the_ladder_still_finds_another_officer(stage: World) -> None:
    citizen = await stage.citizen()
    chief, deputy = FakeCard(7, "Chủ tịch", "Ủy ban", "L7"), FakeCard(8, "Phó", "Ủy ban", "L7")
    stage.directory.cards = [LAN, chief]
    opened = await stage.assigned(LAN, conversation_id=citizen)
    ticket = await stage.ticket(opened)
    await stage.desk.escalate(ticket.id, LAN.actor, "lên", ticket.version, NOW)
    ticket = await stage.ticket(opened)
    await stage.desk.close(ticket.id, chief.actor, "explained", "Đã giải thích", ticket.version, NOW)
    stage.directory.cards = [LAN, chief, deputy]
    await stage.desk.verdict(opened.code, citizen, False, "", NOW)
    assert (await stage.ticket(opened)).owner_id == deputy.id


async def test_there_is_no_verdict_before_there_is_an_answer(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.opened(citizen)
    for solved in (True, False):
        with pytest.raises(TransitionRefused) as refused:
            await stage.desk.verdict(opened.code, citizen, solved, "", NOW)
        assert refused.value.word is Refusal.NOT_ANSWERED


async def test_words_on_a_merged_ticket_are_read_where_it_goes_on(stage: World) -> None:
    citizen = await stage.citizen()
    one, other = await stage.opened(citizen), await stage.assigned(CHIEF)
    ticket = await stage.ticket(one)
    await stage.desk.merge(ticket.id, LAN.actor, other.code, ticket.version, NOW)
    await stage.desk.add(one.code, citizen, "mùi nặng hơn rồi", NOW + timedelta(hours=1))
    added = await stage.event(other, Happened.ADDED)
    assert (added.text, added.data) == ("mùi nặng hơn rồi", {"merged": one.code})


async def test_no_words_are_no_addition(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.opened(citizen)
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.add(opened.code, citizen, " \0 ", NOW)
    assert refused.value.word is Refusal.NOTHING_SAID
