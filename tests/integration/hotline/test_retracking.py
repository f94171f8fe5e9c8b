"""An officer corrects the kind of a matter: clocks of the new kind, counted by hand from the receipt.

Offices work 7.30 to 11.30 and 13.30 to 17.30; 24 November 2026 (a Tuesday) is a day off.
"""

from datetime import datetime
from typing import Any

import pytest

from bot.hotline.escalator import Escalator
from bot.hotline.hours import VIETNAM
from bot.hotline.promise import TicketAlarm, TicketPromise
from bot.hotline.states import Conflict, ConflictOfInterest, Happened, Refusal, TicketState, TransitionRefused
from bot.hotline.view import Opened
from tests.integration.hotline.world import CALENDAR, DAY, HOUR, LADDER, LAN, MINH, NOW, World

RECEIVED = "2026-11-20T10:00"
# From, to, corrected at; then what is owed by when, all counted from 20 November 2026, 10 in the morning.
GOLDEN = """
question         feedback_conduct 2026-11-20T11:00 triage=2026-11-20T16:00:00 assign=2026-11-23T23:59:59 first_reply=2026-11-25T23:59:59 solution=2026-12-14T23:59:59
question         suggestion       2026-11-20T11:00 triage=2026-11-20T16:00:00 assign=2026-11-23T23:59:59 first_reply=2026-11-25T23:59:59 solution=2026-12-07T23:59:59
feedback_conduct suggestion       2026-11-20T14:00 triage=2026-11-20T16:00:00 assign=2026-11-23T23:59:59 first_reply=2026-11-25T23:59:59 solution=2026-12-07T23:59:59
feedback_conduct complaint        2026-11-20T14:00 triage=2026-11-20T16:00:00 assign=2026-11-23T23:59:59 first_reply=2026-12-02T23:59:59
complaint        feedback_rules   2026-11-20T14:00 triage=2026-11-20T16:00:00 assign=2026-11-23T23:59:59 first_reply=2026-11-25T23:59:59 solution=2026-12-14T23:59:59
pollution        question         2026-11-20T10:30 triage=2026-11-20T16:00:00 solution=2026-11-23T23:59:59
question         pollution        2026-11-20T10:30 triage=2026-11-20T11:00:00 assign=2026-11-21T10:00:00 first_reply=2026-11-25T23:59:59 solution=2026-12-14T23:59:59
suggestion       emergency        2026-11-20T10:30 triage=2026-11-20T11:00:00 assign=2026-11-20T14:00:00 first_reply=2026-11-23T23:59:59 solution=2026-12-14T23:59:59
"""  # noqa: E501


def moment(text: str) -> datetime:
    """In Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


async def retrack(stage: World, opened: Opened, track: str, at: datetime, reason: str = "Nhầm loại") -> bool:
    """As Lan does it, on the ticket as it stands."""
    ticket = await stage.ticket(opened)
    return await stage.desk.retrack(ticket.id, LAN.actor, track, reason, ticket.version, at)


async def owed(stage: World, opened: Opened) -> dict[str, TicketPromise]:
    """What is still owed, by kind; the last of each."""
    return {one.kind: one for one in (await stage.view(opened)).promises if one.is_owed}


@pytest.mark.parametrize("row", rows(GOLDEN), ids=lambda row: " ".join(row[:3]))
async def test_the_new_clocks_run_from_the_receipt(stage: World, row: list[str]) -> None:
    before, after, at, *due = row
    opened = await stage.opened(track=before, now=moment(RECEIVED))
    assert await retrack(stage, opened, after, moment(at))
    promises = await owed(stage, opened)
    expected = {kind: moment(when) for kind, when in (one.split("=") for one in due)}
    assert {kind: one.due_at for kind, one in promises.items()} == expected
    assert {one.since for one in promises.values()} == {moment(RECEIVED)}
    ticket = await stage.ticket(opened)
    assert (ticket.track, ticket.due_at) == (after, min(expected.values()))


async def test_the_history_says_what_it_was_and_why_and_the_citizen_by_when(stage: World) -> None:
    opened = await stage.opened(track="question")
    await retrack(stage, opened, "feedback_conduct", NOW + HOUR, "Phản ánh cán bộ, không phải câu hỏi")
    told = await stage.event(opened, Happened.RETRACKED)
    assert (told.text, told.actor_name) == ("Phản ánh cán bộ, không phải câu hỏi", "Lan")
    assert told.data == {
        "from_track": "Hỏi, cần cán bộ trả lời",
        "to_track": "Phản ánh về cách làm việc của cán bộ, cơ quan",
    }
    [(_, said)] = stage.mouth.said
    assert "Phản ánh về cách làm việc" in said
    assert "16/12/2026" in said
    assert "không phải câu hỏi" not in said
    seen = await stage.desk.look(opened.code, opened.pin, NOW + HOUR)
    assert seen is not None
    assert [(one.kind, one.text) for one in seen.events][-1] == (Happened.RETRACKED, "")


async def test_what_was_kept_stays_kept(stage: World) -> None:
    opened = await stage.assigned(MINH)
    ticket = await stage.ticket(opened)
    await stage.desk.reply(ticket.id, MINH.actor, "Đang xem ạ", ticket.version, NOW + HOUR)
    await retrack(stage, opened, "suggestion", NOW + 2 * HOUR)
    assert set(await owed(stage, opened)) == {"solution"}
    assert (await stage.ticket(opened)).owner_name == "Minh"


async def test_waiting_for_the_citizen_stops_the_new_clock_too(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.assigned(MINH, conversation_id=citizen, now=moment("2026-11-25T10:00"))
    ticket = await stage.ticket(opened)
    asked = moment("2026-11-26T09:00")
    await stage.desk.reply(ticket.id, MINH.actor, "Giấy hẹn số mấy?", ticket.version, asked, waits=True)
    await retrack(stage, opened, "suggestion", moment("2026-11-26T10:00"))
    waiting = await stage.ticket(opened)
    assert (waiting.state, waiting.due_at) == (TicketState.WAITING_FOR_CITIZEN, None)
    assert "ngày" not in stage.mouth.said[-1][1]  # no day is promised while the clock stands still
    await stage.desk.add(opened.code, citizen, "Số 12", moment("2026-12-09T09:00"))
    [solution] = (await owed(stage, opened)).values()
    assert solution.due_at == moment("2026-12-23T23:59:59")  # as in the golden table of stopped clocks
    await retrack(stage, opened, "feedback_conduct", moment("2026-12-09T10:00"))
    [solution] = (await owed(stage, opened)).values()
    # Fifteen working days from 25 November without the ten of 26 November to 9 December.
    assert solution.due_at == moment("2026-12-30T23:59:59")


async def test_late_by_the_new_clocks_takes_it_up_one_level_and_no_more(stage: World) -> None:
    opened = await stage.opened(track="complaint", now=moment("2026-11-25T10:00"))
    clock = moment("2026-11-27T10:00")
    await ring(stage, clock)  # the complaint itself is late with two things by then
    level = (await stage.ticket(opened)).level
    await retrack(stage, opened, "question", clock)
    ticket = await stage.ticket(opened)
    assert ticket.level == next(iter(LADDER.above(level)))
    broken = [one for one in (await stage.view(opened)).promises if one.broken_at and one.void_at is None]
    assert {one.kind for one in broken} == {"triage", "solution"}
    promises = await owed(stage, opened)
    assert promises["solution"].due_at == moment("2026-12-01T23:59:59")  # once more, within the house
    await ring(stage, clock)
    assert (await stage.ticket(opened)).level == ticket.level


async def test_no_reminder_comes_for_a_moment_that_is_over(stage: World) -> None:
    opened = await stage.opened(track="complaint", now=moment("2026-11-25T10:00"))
    await retrack(stage, opened, "suggestion", moment("2026-11-25T15:00"))
    await ring(stage, moment("2026-11-25T15:00"))
    assert Happened.REMINDED not in await stage.kinds(opened)
    pending = [one for one in await stage.rows(TicketAlarm) if one.done_at is None]
    assert min(one.due_at for one in pending) > moment("2026-11-25T15:00")


async def test_a_reopened_ticket_counts_from_its_reopening(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.assigned(MINH, conversation_id=citizen)
    ticket = await stage.ticket(opened)
    await stage.desk.close(ticket.id, MINH.actor, "solved", "Đã trả giấy", ticket.version, NOW + DAY)
    again = moment("2026-11-30T09:00")
    await stage.desk.verdict(opened.code, citizen, False, "Chưa", again)
    await retrack(stage, opened, "suggestion", again + HOUR)
    promises = await owed(stage, opened)
    assert set(promises) == {"first_reply", "solution"}
    assert promises["solution"].due_at == moment("2026-12-14T23:59:59")


@pytest.mark.parametrize(
    ("track", "reason", "word"),
    [
        ("feedback_conduct", "nhầm", Refusal.SAME_TRACK),
        ("neighbour_dispute", "nhầm", Refusal.GUIDED_ONLY),
        ("denunciation", "nhầm", Refusal.SEALED_ROLE),
        ("khong-co", "nhầm", Refusal.NO_SUCH_TRACK),
        ("suggestion", "  ", Refusal.NOTHING_SAID),
    ],
)
async def test_what_cannot_be_changes_nothing(stage: World, track: str, reason: str, word: Any) -> None:
    opened = await stage.opened()
    before = await stage.view(opened)
    with pytest.raises(TransitionRefused) as refused:
        await retrack(stage, opened, track, NOW, reason)
    assert refused.value.word is word
    after = await stage.view(opened)
    assert (after.ticket.version, len(after.events)) == (before.ticket.version, len(before.events))
    assert {one.kind: one.due_at for one in after.promises} == {
        one.kind: one.due_at for one in before.promises
    }


async def test_an_old_page_and_the_unit_complained_of_change_nothing(stage: World) -> None:
    opened = await stage.opened(respondent_unit=MINH.unit)
    ticket = await stage.ticket(opened)
    with pytest.raises(ConflictOfInterest):
        await stage.desk.retrack(ticket.id, MINH.actor, "suggestion", "nhầm", ticket.version, NOW)
    with pytest.raises(Conflict):
        await stage.desk.retrack(ticket.id, LAN.actor, "suggestion", "nhầm", ticket.version + 1, NOW)
    assert (await stage.ticket(opened)).track == "feedback_conduct"


async def ring(stage: World, now: datetime) -> None:
    """Everything that is due at that moment."""
    escalator = Escalator(stage.db, LADDER, CALENDAR, stage.directory, lambda: now)
    while await escalator.work():
        pass
