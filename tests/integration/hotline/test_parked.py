"""A ticket that waits for its citizen: asked once more, closed, and taken up again when he answers."""

from datetime import datetime, timedelta

import pytest

from bot.hotline.course import course_of
from bot.hotline.states import Happened, Outcome, TicketState
from bot.hotline.view import Opened
from tests.integration.hotline.world import DAY, LAN, MINH, NOW, World

QUESTION = "Giấy hẹn số mấy ạ?"
# Asked on Wednesday, 25 November; five working days end with Wednesday, five more with the one after that.
REMINDED_FROM = datetime.fromisoformat("2026-12-03T00:00:30+07:00")
CLOSED_FROM = datetime.fromisoformat("2026-12-11T00:00:30+07:00")
LITTLE = timedelta(minutes=1)


async def waiting(stage: World, **changes: object) -> Opened:
    """A ticket on which the citizen was asked something."""
    opened = await stage.assigned(MINH, **changes)
    ticket = await stage.ticket(opened)
    await stage.desk.reply(ticket.id, MINH.actor, QUESTION, ticket.version, NOW, waits=True)
    return opened


async def closed(stage: World) -> Opened:
    """The same after reminder and last day."""
    opened = await waiting(stage)
    assert await stage.desk.remind_parked(REMINDED_FROM) == 1
    assert await stage.desk.close_parked(CLOSED_FROM) == 1
    return opened


async def test_the_question_is_repeated_once_with_the_last_day_to_answer(stage: World) -> None:
    opened = await waiting(stage)
    assert await stage.desk.remind_parked(REMINDED_FROM - LITTLE) == 0
    assert await stage.desk.remind_parked(REMINDED_FROM) == 1
    assert await stage.desk.remind_parked(REMINDED_FROM + 30 * DAY) == 0
    _, said = stage.mouth.said[-1]
    assert QUESTION in said
    assert "10/12/2026" in said
    assert (await stage.ticket(opened)).state == TicketState.WAITING_FOR_CITIZEN


async def test_without_an_answer_it_is_closed_after_its_last_day(stage: World) -> None:
    opened = await waiting(stage)
    assert await stage.desk.close_parked(CLOSED_FROM + 30 * DAY) == 0, "not before the reminder"
    await stage.desk.remind_parked(REMINDED_FROM)
    assert await stage.desk.close_parked(CLOSED_FROM - LITTLE) == 0
    assert await stage.desk.close_parked(CLOSED_FROM) == 1
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.outcome, ticket.due_at) == (TicketState.CLOSED, Outcome.UNHEARD, None)
    assert ticket.done == "Không nhận được thông tin từ người dân."
    solution = await stage.promise(opened, "solution")
    assert (solution.kept_at, solution.broken_at) == (None, None)
    assert "phiếu được làm tiếp" in stage.mouth.said[-1][1]


@pytest.mark.parametrize("by", ["words", "button"])
async def test_an_answer_after_that_goes_on_where_it_stood(stage: World, by: str) -> None:
    opened = await closed(stage)
    conversation = (await stage.ticket(opened)).conversation_id or 0
    later = CLOSED_FROM + 3 * DAY  # Monday, 14 December
    if by == "words":
        await stage.desk.add(opened.code, conversation, "Số 0042", later)
    else:
        await stage.desk.verdict(opened.code, conversation, False, "", later)
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.owner_id, ticket.level) == (TicketState.IN_PROGRESS, MINH.id, "L2")
    assert (ticket.outcome, ticket.done, ticket.closed_at) == (None, None, None)
    # Fifteen working days without those from the question to the answer.
    solutions = [one for one in (await stage.view(opened)).promises if one.kind == "solution"]
    assert [one.due_at.isoformat() for one in solutions] == ["2027-01-05T16:59:59+00:00"]
    assert ticket.due_at == solutions[0].due_at


async def test_an_answer_after_its_officer_has_left_waits_for_another(stage: World) -> None:
    opened = await closed(stage)
    assert await stage.desk.release(MINH.id, CLOSED_FROM, LAN.actor) == 0
    conversation = (await stage.ticket(opened)).conversation_id or 0
    await stage.desk.add(opened.code, conversation, "Số 0042", CLOSED_FROM + DAY)
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.owner_id) == (TicketState.NEW, None)


async def test_an_answer_in_time_ends_the_waiting(stage: World) -> None:
    opened = await waiting(stage)
    await stage.desk.remind_parked(REMINDED_FROM)
    conversation = (await stage.ticket(opened)).conversation_id or 0
    await stage.desk.add(opened.code, conversation, "Số 0042", REMINDED_FROM + DAY)
    assert await stage.desk.close_parked(CLOSED_FROM + 30 * DAY) == 0
    assert (await stage.ticket(opened)).state == TicketState.IN_PROGRESS


async def test_who_cannot_be_reached_is_called_and_not_closed(stage: World) -> None:
    opened = await waiting(stage, conversation_id=None)
    ticket = await stage.ticket(opened)
    stage.mouth.left.add(ticket.conversation_id or 0)
    assert await stage.desk.remind_parked(REMINDED_FROM) == 1
    assert await stage.desk.close_parked(CLOSED_FROM + 30 * DAY) == 0
    ticket = await stage.ticket(opened)
    assert (ticket.state, ticket.owner_id) == (TicketState.IN_PROGRESS, MINH.id)
    assert ticket.due_at is not None
    assert (await stage.kinds(opened))[-2:] == [Happened.CITIZEN_REMINDED, Happened.NOT_REACHED]
    course = course_of((await stage.view(opened)).events)
    assert (course.waits_since, course.stops) == (None, ((NOW, REMINDED_FROM),))


async def test_a_new_question_is_waited_for_anew(stage: World) -> None:
    opened = await waiting(stage)
    await stage.desk.remind_parked(REMINDED_FROM)
    ticket = await stage.ticket(opened)
    asked = REMINDED_FROM + DAY
    await stage.desk.reply(ticket.id, MINH.actor, "Cô ở ấp nào?", ticket.version, asked, waits=True)
    assert await stage.desk.close_parked(CLOSED_FROM) == 0
    assert await stage.desk.remind_parked(CLOSED_FROM) == 0
    assert await stage.desk.remind_parked(CLOSED_FROM + DAY) == 1
