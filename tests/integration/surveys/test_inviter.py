"""Who is asked how it went, when, and how often: over real tables of dossiers and tickets."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.dossiers.state import Status
from bot.findings import Finding
from bot.hotline.model import Ticket
from bot.retention import Retention
from bot.retention_wiring import daily_forgetting
from bot.storage.database import Database
from bot.survey_terms import SurveyTerms
from bot.surveys.inviting import NOT_DRAWN, REVERTED, TOO_LATE
from bot.surveys.model import InvitationState, SurveyInvitation, SurveyWave, Way
from bot.surveys.opt_out import OPTED_OUT
from tests.integration.dossiers.people import CODE, NOW, UNKNOWN_CODE
from tests.integration.hotline.world import LAN, MINH, draft, world
from tests.integration.surveys.inviting_world import DAY, HOUR, InvitingWorld

EVENING = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)  # half past seven
MORNING = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)  # eight, the next day
YESTERDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 26)


@pytest.fixture
def stage(db: Database) -> InvitingWorld:
    return InvitingWorld(db)


async def returned(stage: InvitingWorld) -> None:
    await stage.holder()
    await stage.comes_to(Status.RETURNED)
    await stage.go()


async def test_a_holder_is_asked_two_hours_after_the_result_and_reminded_once(stage: InvitingWorld) -> None:
    await returned(stage)
    row = await stage.invitation()
    told = (row.state, row.field, row.procedure, row.channel, row.subject_on)
    assert told == (InvitationState.WAITING, "Đất đai", "1.012784", "fake", NOW.date())
    await stage.go(HOUR)
    assert stage.post.sent == []
    for _ in range(18):
        await stage.go(DAY if stage.post.sent else HOUR)
    found = [(one.at, one.reminder) for one in stage.post.sent]
    assert found == [(NOW + 2 * HOUR, False), (NOW + 2 * HOUR + 3 * DAY, True)]
    assert (await stage.invitation()).state == InvitationState.EXPIRED


async def test_nobody_is_asked_about_anything_but_a_returned_result(stage: InvitingWorld) -> None:
    await stage.holder()
    for status in Status:
        if status is not Status.RETURNED:
            stage.now += HOUR
            await stage.comes_to(status)
    await stage.go(DAY)
    assert await stage.invitations() == []


async def test_the_same_end_told_again_by_any_source_asks_nobody_again(stage: InvitingWorld) -> None:
    await returned(stage)
    for stage_name in ("Trả kết quả", "Lưu hồ sơ"):
        await stage.comes_to(Status.RETURNED, stage=stage_name)
        await stage.forget_marks()
        await stage.go(2 * HOUR)
    assert len(stage.post.sent) == 1
    assert len(await stage.invitations()) == 1


async def test_two_processes_ask_once(stage: InvitingWorld) -> None:
    await stage.holder()
    await stage.comes_to(Status.RETURNED)
    await asyncio.gather(*(stage.inviter().find() for _ in range(4)))
    stage.now += 2 * HOUR
    await asyncio.gather(*(stage.inviter().work() for _ in range(4)))
    assert len(stage.post.sent) == 1


async def test_what_is_taken_in_in_the_evening_is_asked_about_in_the_morning(stage: InvitingWorld) -> None:
    stage.now = EVENING
    await returned(stage)
    for _ in range(40):
        await stage.go(HOUR / 2)
    assert [one.at for one in stage.post.sent] == [MORNING]


async def test_an_old_table_asks_nobody(stage: InvitingWorld) -> None:
    await stage.holder()
    await stage.comes_to(Status.RETURNED, changed_at=NOW - 4 * DAY)
    await stage.comes_to(Status.RETURNED, UNKNOWN_CODE, changed_at=None, returned_on=date(2024, 5, 3))
    await stage.comes_to(Status.RETURNED, "H58.15-261102-0014", changed_at=None)
    await stage.go(2 * HOUR)
    assert await stage.invitations() == []


async def test_a_change_that_was_seen_needs_no_time_of_the_source(stage: InvitingWorld) -> None:
    await stage.comes_to(Status.FINISHED, changed_at=None)
    await stage.comes_to(Status.RETURNED, changed_at=None)
    await stage.go()
    assert (await stage.invitation()).subject_on == NOW.date()


async def test_a_result_taken_back_before_it_was_asked_about_is_asked_about_when_it_stands(
    stage: InvitingWorld,
) -> None:
    await returned(stage)
    stage.now += HOUR
    await stage.comes_to(Status.SUPPLEMENT_ASKED)
    await stage.go(2 * HOUR)
    row = await stage.invitation()
    assert (row.state, row.reason, stage.post.sent) == (InvitationState.DROPPED, REVERTED, [])
    stage.now += DAY
    await stage.comes_to(Status.RETURNED)
    await stage.go()
    row = await stage.invitation()
    assert (row.state, row.reason, row.subject_on) == (InvitationState.WAITING, None, (NOW + DAY).date())
    await stage.go(2 * HOUR)
    assert len(stage.post.sent) == 1


async def test_a_result_taken_back_later_is_asked_about_no_second_time(stage: InvitingWorld) -> None:
    await returned(stage)
    await stage.go(2 * HOUR)
    await stage.comes_to(Status.SUPPLEMENT_ASKED)
    await stage.go(4 * DAY)
    await stage.comes_to(Status.RETURNED)
    await stage.go(4 * DAY)
    assert [one.reminder for one in stage.post.sent] == [False]


async def test_what_waited_too_long_is_dropped(stage: InvitingWorld) -> None:
    await returned(stage)
    await stage.go(4 * DAY)
    row = await stage.invitation()
    assert (row.state, row.reason, stage.post.sent) == (InvitationState.DROPPED, TOO_LATE, [])


async def test_nobody_is_asked_after_having_said_no(stage: InvitingWorld) -> None:
    await returned(stage)
    await stage.go(2 * HOUR)
    await stage.wants_none()
    await stage.go(4 * DAY)
    assert len(stage.post.sent) == 1
    async with stage.db.transaction() as session:
        talk = (await stage.invitation()).conversation_id
        first = await stage.invitation()
        session.add(
            SurveyInvitation(
                wave_id=first.wave_id,
                subject="dossier",
                subject_id=4711,
                conversation_id=talk,
                subject_on=stage.now.date(),
                due_at=stage.now,
                expires_at=stage.now + DAY,
            )
        )
    await stage.go()
    assert [one.reason for one in await stage.invitations()] == [OPTED_OUT, OPTED_OUT]
    assert len(stage.post.sent) == 1


async def test_who_has_no_conversation_is_left_to_officers(stage: InvitingWorld) -> None:
    await stage.comes_to(Status.FINISHED, changed_at=NOW - DAY)
    await stage.comes_to(Status.RETURNED)
    await stage.go(3 * HOUR)
    row = await stage.invitation()
    assert (row.state, row.way, stage.post.sent) == (InvitationState.WAITING, Way.CALL, [])
    await stage.go(15 * DAY)
    assert (await stage.invitation()).state == InvitationState.EXPIRED


async def test_whom_no_message_reaches_is_called_instead(stage: InvitingWorld) -> None:
    await returned(stage)
    stage.post.away = True
    await stage.go(2 * HOUR)
    assert (await stage.invitation()).way == Way.CALL


async def test_whose_invitation_never_arrived_is_called_and_not_reminded(stage: InvitingWorld) -> None:
    await returned(stage)
    await stage.go(2 * HOUR)
    stage.post.gone = {1}
    await stage.go(3 * DAY)
    assert [one.reminder for one in stage.post.sent] == [False]
    assert (await stage.invitation()).way == Way.CALL


async def test_a_department_that_asks_nobody(db: Database) -> None:
    stage = InvitingWorld(db, SurveyTerms(asks=False))
    await returned(stage)
    await stage.go(3 * HOUR)
    assert await stage.invitations() == []
    assert stage.inviter().findings() == ()


async def test_a_sample_keeps_those_that_it_left_out(stage: InvitingWorld) -> None:
    async with stage.db.transaction() as session:
        session.add(_wave({"*|*|*": 0.0}))
    await returned(stage)
    row = await stage.invitation()
    assert (row.state, row.reason) == (InvitationState.DROPPED, NOT_DRAWN)
    assert row.drawn is not None
    await stage.go(DAY)
    assert stage.post.sent == []


async def test_the_year_has_a_wave_of_its_own(stage: InvitingWorld) -> None:
    await returned(stage)
    [wave] = await stage.rows(SurveyWave)
    assert (wave.name, wave.form, wave.method, wave.shares) == ("2026-ho-so", "full", "everyone", {})
    assert len(wave.seed) == 32


async def test_a_wave_over_the_turn_of_the_year_stays_before_the_one_of_the_new_year(
    stage: InvitingWorld,
) -> None:
    stage.now = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
    first, second = "H58.15-261102-0100", "H58.15-261102-0101"
    async with stage.db.transaction() as session:
        session.add(_wave({}, begins_on=date(2026, 12, 15), ends_on=date(2027, 1, 3)))
    await stage.comes_to(Status.RETURNED, first)
    await stage.go()
    # Told a day late, of a day that still was the wave's.
    await stage.comes_to(Status.RETURNED, second, changed_at=stage.now - DAY)
    await stage.go()
    names = {wave.id: wave.name for wave in await stage.rows(SurveyWave)}
    assert [names[row.wave_id] for row in await stage.invitations()] == ["2027-ho-so", "thu"]


async def test_a_ticket_that_was_answered_is_asked_about_the_next_day(
    stage: InvitingWorld, tmp_path: Path
) -> None:
    hotline = world(stage.db, tmp_path)
    opened = await hotline.assigned()
    ticket = await hotline.ticket(opened)
    await hotline.desk.close(ticket.id, MINH.actor, "solved", "Đã làm rõ", ticket.version, NOW)
    await stage.go()
    row = await stage.invitation()
    assert (row.subject, row.subject_id, row.field) == ("ticket", ticket.id, "feedback_conduct")
    assert row.due_at == NOW + timedelta(hours=24)
    await stage.go(DAY)
    assert len(stage.post.sent) == 1
    [wave] = await stage.rows(SurveyWave)
    assert (wave.name, wave.form) == ("2026-phieu", "short")


async def test_a_ticket_that_was_opened_again_is_asked_about_when_it_is_answered(
    stage: InvitingWorld, tmp_path: Path
) -> None:
    hotline = world(stage.db, tmp_path)
    ticket = await hotline.ticket(await hotline.assigned())
    await hotline.desk.close(ticket.id, MINH.actor, "solved", "Đã làm rõ", ticket.version, NOW)
    await stage.go()
    assert (await stage.invitation()).state == InvitationState.WAITING
    async with stage.db.transaction() as session:
        (await session.get_one(Ticket, ticket.id)).state = "in_progress"
    await stage.go(DAY)
    assert (await stage.invitation()).reason == REVERTED
    assert stage.post.sent == []


async def test_who_reports_without_a_name_or_a_chat_or_in_secret_is_asked_nothing(
    stage: InvitingWorld, tmp_path: Path
) -> None:
    hotline = world(stage.db, tmp_path)
    nobody = draft(conversation_id=None, anonymous=True, reporter_name="", reporter_phone="")
    opened = await hotline.desk.open(nobody, NOW)
    await hotline.desk.open(draft(track="denunciation"), NOW)
    ticket = await hotline.ticket(opened)
    await hotline.desk.assign(ticket.id, LAN.actor, MINH.id, ticket.version, NOW)
    ticket = await hotline.ticket(opened)
    await hotline.desk.close(ticket.id, MINH.actor, "solved", "Đã làm rõ", ticket.version, NOW)
    await stage.go(DAY)
    assert await stage.invitations() == []


async def test_a_ticket_closed_for_want_of_its_citizens_answer_is_not_asked_about(
    stage: InvitingWorld, tmp_path: Path
) -> None:
    hotline = world(stage.db, tmp_path)
    ticket = await hotline.ticket(await hotline.assigned())
    await hotline.desk.close(ticket.id, MINH.actor, "solved", "Đã làm rõ", ticket.version, NOW)
    async with stage.db.transaction() as session:
        (await session.get_one(Ticket, ticket.id)).outcome = "unheard"
    await stage.go(DAY)
    assert await stage.invitations() == []


async def test_an_invitation_that_cannot_be_sent_holds_up_no_other(
    stage: InvitingWorld, caplog: pytest.LogCaptureFixture
) -> None:
    other = "H58.15-261102-0100"
    for code in (CODE, other):
        await stage.holder(code)
        await stage.comes_to(Status.RETURNED, code)
    bad, good = await stage.dossier(CODE), await stage.dossier(other)
    stage.post.chokes_on = {bad.id}
    await stage.go()
    await stage.go(3 * HOUR)
    assert [one.subject_id for one in stage.post.sent] == [good.id]
    assert "ValueError" in caplog.text
    assert "words of somebody" not in caplog.text
    stage.post.chokes_on = set()
    await stage.go(HOUR)
    assert [one.subject_id for one in stage.post.sent] == [good.id, bad.id]


async def test_events_beyond_one_batch_are_all_found(
    stage: InvitingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.surveys.inviter.EVENTS_AT_ONCE", 3)
    codes = [f"H58.15-261102-{number:04}" for number in range(100, 110)]
    for code in (*codes, CODE):
        await stage.comes_to(Status.FINISHED, code, changed_at=NOW - DAY)
        await stage.comes_to(Status.RETURNED, code)
    await stage.go()
    assert len(await stage.invitations()) == 11


async def test_who_stands_still_says_so(stage: InvitingWorld) -> None:
    inviter = stage.inviter()
    assert inviter.findings() == ()
    stage.now += HOUR
    assert inviter.findings() == (Finding("surveys_stand_still", {"minutes": 60}),)


def _wave(shares: dict[str, float], begins_on: date = YESTERDAY, ends_on: date = TOMORROW) -> SurveyWave:
    return SurveyWave(
        name="thu",
        subject="dossier",
        instrument="2026-1",
        form="short",
        method="stratified",
        seed="a seed",
        shares=shares,
        begins_on=begins_on,
        ends_on=ends_on,
    )


async def test_a_year_after_its_end_nobody_knows_whose_an_invitation_was(stage: InvitingWorld) -> None:
    await returned(stage)
    ends = (await stage.invitation()).expires_at
    for later, is_known in ((timedelta(days=364), True), (timedelta(days=366), False)):
        await daily_forgetting(stage.db, Retention(), None, partial(datetime.__add__, ends, later)).forget()
        row = await stage.invitation()
        assert (row.conversation_id is not None, row.subject_on) == (is_known, NOW.date())
