"""What officers do with tickets, and what tickets do not let them do."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.states import Conflict, ConflictOfInterest, Happened, Refusal, TicketState, TransitionRefused
from tests.integration.hotline.world import CHIEF, DAY, HOA, LAN, LAND, MINH, NOW, TUAN, World, draft

Step = Callable[[World, Ticket], Awaitable[object]]
STEPS: dict[str, Step] = {
    "reply": lambda s, t: s.desk.reply(t.id, MINH.actor, "Đã xem", t.version, NOW),
    "assign": lambda s, t: s.desk.assign(t.id, MINH.actor, HOA.id, t.version, NOW),
    "escalate": lambda s, t: s.desk.escalate(t.id, MINH.actor, "khó", t.version, NOW),
    "close": lambda s, t: s.desk.close(t.id, MINH.actor, "solved", "Đã trả", t.version, NOW),
    "transfer": lambda s, t: s.desk.transfer(t.id, MINH.actor, "Công an xã", "đúng việc", t.version, NOW),
}
ENDS: dict[str, Step] = {name: STEPS[name] for name in ("close", "transfer")}


async def test_an_assignment_keeps_what_was_promised_until_then(stage: World) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.owner_id, ticket.owner_name, ticket.unit) == ("assigned", 2, "Minh", LAND)
    assert ticket.level == "L2"
    assert (await stage.promise(opened, "triage")).kept_at == NOW
    assert (await stage.promise(opened, "assign")).kept_at == NOW
    assert (await stage.promise(opened, "first_reply")).is_owed
    assert ticket.due_at == (await stage.promise(opened, "first_reply")).due_at


async def test_what_has_climbed_does_not_climb_down(stage: World) -> None:
    opened = await stage.assigned(TUAN)
    ticket = await stage.ticket(opened)
    await stage.desk.assign(ticket.id, TUAN.actor, MINH.id, ticket.version, NOW)
    assert (await stage.ticket(opened)).level == "L3"


async def test_a_reply_reaches_the_citizen_and_makes_nobodys_ticket_that_officers(stage: World) -> None:
    opened = await stage.opened()
    ticket = await stage.ticket(opened)
    assert await stage.desk.reply(ticket.id, MINH.actor, "Tôi xem ngay", ticket.version, NOW)
    assert stage.mouth.said == [
        (ticket.conversation_id, f"Dạ, phiếu {opened.code} có trả lời của cán bộ:\nTôi xem ngay")
    ]
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.owner_id) == (TicketState.IN_PROGRESS, MINH.id)
    assert (await stage.promise(opened, "first_reply")).kept_at == NOW


async def test_who_left_is_not_reached_and_the_history_says_so(stage: World) -> None:
    citizen = await stage.citizen()
    stage.mouth.left.add(citizen)
    opened = await stage.opened(citizen)
    ticket = await stage.ticket(opened)
    assert not await stage.desk.reply(ticket.id, MINH.actor, "Tôi xem ngay", ticket.version, NOW)
    assert Happened.NOT_REACHED in await stage.kinds(opened)


async def test_asking_stops_the_clock_and_the_answer_lets_it_run_on(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.assigned(MINH, conversation_id=citizen)
    before = (await stage.promise(opened, "solution")).due_at
    ticket = await stage.ticket(opened)
    await stage.desk.reply(ticket.id, MINH.actor, "Giấy hẹn số mấy?", ticket.version, NOW, waits=True)
    waiting = await stage.ticket(opened)
    assert (waiting.state, waiting.due_at) == (TicketState.WAITING_FOR_CITIZEN, None)
    # Asked on Wednesday, answered on Friday: neither these two days nor the one between them count.
    await stage.desk.add(opened.code, citizen, "Số 12", NOW + 2 * DAY)
    going_on = await stage.ticket(opened)
    after = (await stage.promise(opened, "solution")).due_at
    assert (going_on.state, going_on.due_at) == (TicketState.IN_PROGRESS, after)
    assert after - before == timedelta(days=2)


@pytest.mark.parametrize("first", ENDS)
@pytest.mark.parametrize("then", STEPS)
async def test_nothing_is_worked_on_once_it_is_over(stage: World, first: str, then: str) -> None:
    opened = await stage.assigned(MINH)
    await ENDS[first](stage, await stage.ticket(opened))
    before = await stage.view(opened)
    with pytest.raises(TransitionRefused) as refused:
        await STEPS[then](stage, before.ticket)
    assert refused.value.word is Refusal.OVER
    after = await stage.view(opened)
    assert (after.ticket.version, len(after.events)) == (before.ticket.version, len(before.events))


@pytest.mark.parametrize("name", STEPS)
async def test_the_unit_complained_of_does_nothing_with_it(stage: World, name: str) -> None:
    opened = await stage.opened(respondent_unit=LAND)
    with pytest.raises(ConflictOfInterest):
        await STEPS[name](stage, await stage.ticket(opened))
    assert (await stage.ticket(opened)).state == TicketState.NEW


async def test_nobody_of_the_unit_complained_of_is_given_it(stage: World) -> None:
    opened = await stage.opened(respondent_unit=LAND)
    ticket = await stage.ticket(opened)
    with pytest.raises(ConflictOfInterest):
        await stage.desk.assign(ticket.id, LAN.actor, TUAN.id, ticket.version, NOW)


@pytest.mark.parametrize("name", STEPS)
async def test_what_somebody_else_changed_is_looked_at_again_first(stage: World, name: str) -> None:
    opened = await stage.opened()
    seen = await stage.ticket(opened)
    await stage.desk.note(seen.id, LAN.actor, "đã gọi", NOW)
    with pytest.raises(Conflict) as conflict:
        await STEPS[name](stage, seen)
    assert conflict.value.current_version == seen.version + 1


async def test_twenty_officers_at_once_lose_no_update(stage: World) -> None:
    opened = await stage.opened()
    seen = await stage.ticket(opened)

    async def work(number: int) -> bool:
        """Tries until the reply stands, always on what is there now."""
        for attempt in range(40):
            version = seen.version if attempt == 0 else (await stage.ticket(opened)).version
            try:
                await stage.desk.reply(seen.id, LAN.actor, f"lời {number}", version, NOW)
            except Conflict:
                continue
            return attempt == 0
        raise AssertionError("never got through")

    at_first = await asyncio.gather(*(work(number) for number in range(20)))
    assert sum(at_first) == 1
    events = (await stage.view(opened)).events
    replies = [one.text for one in events if one.kind == Happened.REPLIED]
    assert sorted(replies) == sorted(f"lời {number}" for number in range(20))


async def test_of_two_who_close_at_once_one_closes(stage: World) -> None:
    opened = await stage.assigned(MINH)
    seen = await stage.ticket(opened)
    closing = (
        stage.desk.close(seen.id, card.actor, "solved", f"Đã trả, {card.name}", seen.version, NOW)
        for card in (MINH, TUAN)
    )
    done = await asyncio.gather(*closing, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["Conflict", "bool"]
    assert (await stage.kinds(opened)).count(Happened.ANSWERED) == 1


@pytest.mark.parametrize(
    ("outcome", "done", "word"),
    [
        ("solved", "  ", Refusal.NOTHING_SAID),
        ("", "Đã trả", Refusal.NO_SUCH_OUTCOME),
        ("fine", "Đã trả", Refusal.NO_SUCH_OUTCOME),
    ],
)
async def test_closing_needs_an_outcome_and_what_was_done(
    stage: World, outcome: str, done: str, word: Refusal
) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.close(ticket.id, MINH.actor, outcome, done, ticket.version, NOW)
    assert refused.value.word is word
    assert (await stage.ticket(opened)).is_open


async def test_closing_asks_the_citizen_and_a_caller_is_closed_at_once(stage: World) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    assert await stage.desk.close(ticket.id, MINH.actor, "solved", "Đã trả", ticket.version, NOW)
    assert [text for _, text in stage.mouth.said] == [
        f"Dạ, phiếu {opened.code} đã xử lý xong:\nĐã trả",
        "Dạ, việc của cô/bác đã được giải quyết chưa ạ?",
    ]
    assert (await stage.ticket(opened)).state == TicketState.ANSWERED
    called = await stage.desk.file_for_caller(draft(channel="phone"), LAN.actor, NOW)
    ticket = await stage.ticket(called)
    assert not await stage.desk.close(ticket.id, MINH.actor, "solved", "Đã trả", ticket.version, NOW)
    assert (await stage.ticket(called)).state == TicketState.CLOSED


async def test_a_merged_ticket_hears_the_answer_of_the_other(stage: World) -> None:
    one, other = await stage.opened(), await stage.opened()
    ticket, into = await stage.ticket(one), await stage.ticket(other)
    await stage.desk.merge(ticket.id, LAN.actor, other.code.lower(), ticket.version, NOW)
    assert (await stage.ticket(one)).state == TicketState.MERGED
    assert (await stage.view(other)).merged_here == [one.code]
    into = await stage.ticket(other)
    await stage.desk.close(into.id, MINH.actor, "solved", "Đã dọn", into.version, NOW)
    [seen] = await stage.desk.of_conversation(ticket.conversation_id or 0)
    assert (seen.merged_into, seen.done) == (other.code, "Đã dọn")
    assert (ticket.conversation_id, f"Dạ, phiếu {one.code} đã xử lý xong:\nĐã dọn") in stage.mouth.said


async def test_what_was_merged_goes_along_when_its_ticket_is_merged(stage: World) -> None:
    first, second, third = [await stage.opened() for _ in range(3)]
    for one, into in ((first, second), (second, third)):
        ticket = await stage.ticket(one)
        await stage.desk.merge(ticket.id, LAN.actor, into.code, ticket.version, NOW)
    assert (await stage.view(third)).merged_here == [first.code, second.code]


async def test_a_ticket_is_merged_neither_into_itself_nor_into_one_that_is_over(stage: World) -> None:
    one, other = await stage.opened(), await stage.assigned(MINH)
    await ENDS["close"](stage, await stage.ticket(other))
    ticket = await stage.ticket(one)
    words = []
    for code in (one.code, other.code, "PA-261125-ZZZZ"):
        with pytest.raises(TransitionRefused) as refused:
            await stage.desk.merge(ticket.id, LAN.actor, code, ticket.version, NOW)
        words.append(refused.value.word)
    assert words == [Refusal.SAME_TICKET, Refusal.TARGET_OVER, Refusal.NO_SUCH_TICKET]


async def test_a_ticket_is_given_to_no_officer_who_left_and_leaves_one_who_does(stage: World) -> None:
    opened = await stage.assigned(MINH)
    stage.directory.cards = [LAN]
    assert await stage.desk.release(MINH.id, NOW, LAN.actor) == 1
    ticket = await stage.ticket(opened)
    assert (ticket.owner_id, ticket.state) == (None, TicketState.NEW)
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.assign(ticket.id, LAN.actor, MINH.id, ticket.version, NOW)
    assert refused.value.word is Refusal.NO_SUCH_OFFICER


async def test_at_the_top_of_the_ladder_nothing_goes_higher(stage: World) -> None:
    opened = await stage.assigned(CHIEF)
    for _ in range(6):
        ticket = await stage.ticket(opened)
        await stage.desk.escalate(ticket.id, LAN.actor, "lên", ticket.version, NOW)
        if (await stage.ticket(opened)).level == "L7":
            break
    ticket = await stage.ticket(opened)
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.escalate(ticket.id, LAN.actor, "lên", ticket.version, NOW)
    assert refused.value.word is Refusal.TOP_OF_LADDER


async def test_every_event_keeps_the_name_of_who_did_it(stage: World) -> None:
    await stage.assigned(MINH)
    [assigned] = [one for one in await stage.rows(TicketEvent) if one.kind == Happened.ASSIGNED]
    assert (assigned.actor_id, assigned.actor_name, assigned.data["unit"]) == (LAN.id, "Lan", LAND)
