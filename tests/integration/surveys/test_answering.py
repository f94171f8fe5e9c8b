"""Answers on both databases: nothing twice, nothing after the end, no way from an answer to its giver."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from bot.storage.database import Database
from bot.surveys.form_state import FormOver, OutOfScale, Over
from bot.surveys.given import From, Given
from bot.surveys.model import InvitationState, Mode, SurveyAnswer, SurveyInvitation, SurveyResponse
from tests.integration.surveys.answering_world import DAY, MOST, NOW, SurveyWorld, survey_world


@pytest.fixture
def world(db: Database) -> SurveyWorld:
    return survey_world(db)


async def test_the_first_answer_makes_the_response_and_ends_the_reminders(world: SurveyWorld) -> None:
    number = await world.invited(due_at=NOW + DAY)
    state = await world.answering.answer(number, "Q1", 4, Mode.WEB, NOW)
    assert state.next is not None
    assert state.next.code == "Q5"
    (row,) = await world.responses()
    assert (row.mode, row.month, row.field, row.commune) == ("web", "2026-11", "Đất đai", "Trấn Biên")
    assert (row.complete, row.flagged, row.answered_on) == (False, None, NOW.date())
    invitation = await world.invitation(number)
    assert (invitation.state, invitation.due_at) == (InvitationState.DONE, None)


async def test_a_day_ends_at_midnight_in_vietnam(world: SurveyWorld) -> None:
    evening = NOW.replace(hour=17, minute=30)  # half past midnight of the 28th
    await world.answering.answer(await world.invited(), "Q1", 4, Mode.WEB, evening)
    assert (await world.responses())[0].answered_on.day == 28


async def test_an_answer_given_twice_counts_once(world: SurveyWorld) -> None:
    number = await world.invited()
    for value in (5, 5, 2, 0):
        await world.answering.answer(number, "Q1", value, Mode.WEB, NOW)
    assert len(await world.responses()) == 1
    assert await world.answers() == {"Q1": 0}


async def test_two_at_the_same_moment_make_one_response(world: SurveyWorld) -> None:
    number = await world.invited()
    questions = ("Q1", "Q5", "Q8", "Q12", "Q15")
    await asyncio.gather(*(world.answering.answer(number, one, 1, Mode.WEB, NOW) for one in questions * 2))
    (row,) = await world.responses()
    assert row.complete
    assert set(await world.answers()) == set(questions)


async def test_what_is_out_of_scale_keeps_nothing(world: SurveyWorld) -> None:
    number = await world.invited()
    for answers in ({"Q1": 6}, {"Q1": -1}, {"Q2": 5}, {"Q16": 1}, {"X": 1}, {"Q1": 5, "Q8": 77}):
        with pytest.raises(OutOfScale):
            await world.answering.take(number, Given(answers), From(Mode.WEB), NOW)
    assert await world.responses() == []
    assert (await world.invitation(number)).state == InvitationState.SENT


async def test_nothing_is_taken_after_the_end(world: SurveyWorld) -> None:
    number = await world.invited()
    await world.answering.answer(number, "Q1", 4, Mode.WEB, NOW)
    late = NOW + 14 * DAY
    with pytest.raises(FormOver) as stopped:
        await world.answering.answer(number, "Q1", 1, Mode.WEB, late)
    assert stopped.value.why is Over.EXPIRED
    assert await world.answers() == {"Q1": 4}


async def test_nothing_is_taken_after_an_opt_out(world: SurveyWorld) -> None:
    talk = await world.person("ba")
    number, other = await world.invited(conversation_id=talk), await world.invited(conversation_id=talk)
    await world.answering.answer(number, "Q1", 4, Mode.CHAT, NOW)
    await world.answering.opt_out(number, NOW)
    for one in (number, other):
        with pytest.raises(FormOver) as stopped:
            await world.answering.answer(one, "Q5", 1, Mode.CHAT, NOW)
        assert stopped.value.why is Over.OPTED_OUT
    assert await world.answers() == {"Q1": 4}, "what was given before stays"


async def test_who_has_no_conversation_can_be_left_alone_too(world: SurveyWorld) -> None:
    number = await world.invited()
    await world.answering.opt_out(number, NOW)
    with pytest.raises(FormOver):
        await world.answering.answer(number, "Q1", 1, Mode.WEB, NOW)


async def test_an_invitation_that_was_taken_back_takes_nothing(world: SurveyWorld) -> None:
    """The dossier went back to work before the citizen was asked."""
    number = await world.invited(state=InvitationState.DROPPED, reason="went_back")
    with pytest.raises(FormOver) as stopped:
        await world.answering.answer(number, "Q1", 1, Mode.WEB, NOW)
    assert stopped.value.why is Over.DROPPED


async def test_there_is_no_such_invitation(world: SurveyWorld) -> None:
    assert await world.answering.state(4711, NOW) is None
    with pytest.raises(FormOver):
        await world.answering.answer(4711, "Q1", 1, Mode.WEB, NOW)


async def test_a_stranger_changes_nothing_that_was_answered(world: SurveyWorld) -> None:
    number = await world.invited()
    await world.answering.answer(number, "Q1", 4, Mode.WEB, NOW)
    with pytest.raises(FormOver) as stopped:
        await world.answering.take(number, Given({"Q1": 5}), From(Mode.COUNTER, may_change=False), NOW)
    assert stopped.value.why is Over.ANSWERED
    assert await world.answers() == {"Q1": 4}


async def test_a_comment_is_masked_cut_and_text(world: SurveyWorld) -> None:
    number = await world.invited()
    told = "<script>alert(1)</script> gọi tôi 0912345678, căn cước 079123456789 " + "rất chậm " * 1200
    await world.answering.comment(number, told, Mode.WEB, NOW)
    (row,) = await world.responses()
    assert row.comment is not None
    assert row.comment.startswith("<script>alert(1)</script> gọi tôi [số điện thoại]")
    assert len(row.comment) == 2000
    assert "0912345678" not in row.comment
    assert "079123456789" not in row.comment


async def test_a_comment_alone_leaves_the_form_open(world: SurveyWorld) -> None:
    number = await world.invited()
    state = await world.answering.comment(number, "tốt", Mode.WEB, NOW)
    assert not state.is_complete
    assert (await world.answering.comment(number, "", Mode.WEB, NOW)).comment == ""


async def test_an_empty_comment_alone_is_nothing(world: SurveyWorld) -> None:
    await world.answering.comment(await world.invited(), " \0 ", Mode.WEB, NOW)
    assert await world.responses() == []


# ---- bursts ----


async def from_device(world: SurveyWorld, device: str | None, mode: Mode = Mode.WEB) -> None:
    await world.answering.answer(await world.invited(), "Q1", 5, mode, NOW, device)


async def test_a_burst_from_one_device_is_marked_whole(world: SurveyWorld) -> None:
    for _ in range(MOST):
        await from_device(world, "tablet")
    assert {row.flagged for row in await world.responses()} == {None}
    await from_device(world, "tablet")
    await from_device(world, "phone")
    await from_device(world, None)
    flagged = [(row.device, row.flagged) for row in await world.responses()]
    assert sorted(flagged, key=str).count(("tablet", "burst")) == MOST + 1
    assert [why for device, why in flagged if device != "tablet"] == [None, None]


async def test_a_burst_ends_with_its_day(world: SurveyWorld) -> None:
    for _ in range(MOST):
        await from_device(world, "phone")
    await world.answering.answer(await world.invited(), "Q1", 5, Mode.WEB, NOW + DAY, "phone")
    assert {row.flagged for row in await world.responses()} == {None}


async def test_what_officers_enter_is_marked_by_its_mode_alone(world: SurveyWorld) -> None:
    for _ in range(MOST + 2):
        await world.entry.enter(await world.invited(), Given({"Q1": 3}), Mode.COUNTER, NOW)
    assert {(row.mode, row.flagged) for row in await world.responses()} == {("counter", None)}


# ---- no way back from an answer to who gave it ----


async def test_a_response_and_its_invitation_share_nothing_that_joins_them(world: SurveyWorld) -> None:
    number = await world.invited()
    await world.answering.answer(number, "Q1", 5, Mode.WEB, NOW)
    (row,) = await world.responses()
    assert row.key == world.keys.response_key(number)
    assert str(number) != str(row.id)
    columns = {column.key for column in inspect(SurveyResponse).columns}
    assert not columns & {"invitation_id", "conversation_id", "subject_id", "token", "created_at"}
    assert not {column.key for column in inspect(SurveyAnswer).columns} - {"response_id", "question", "value"}
    assert "response_id" not in {column.key for column in inspect(SurveyInvitation).columns}


# ---- the chat ----


async def test_only_the_conversation_that_was_invited_answers_in_the_chat(world: SurveyWorld) -> None:
    ba, tu = await world.person("ba"), await world.person("tu")
    number = await world.invited(conversation_id=ba)
    token = world.keys.token_of(number)
    stranger = await world.name_of(tu)
    for person in (stranger, "nobody"):
        with pytest.raises(FormOver) as stopped:
            await world.chat.answer(person, token, "Q1", 5, now=NOW)
        assert stopped.value.why is Over.UNKNOWN
    sheet = await world.chat.answer(await world.name_of(ba), token, "Q1", 2, now=NOW)
    assert sheet.offer is not None
    assert not sheet.offer.secret
    assert sheet.code.startswith("H19")
    assert (await world.responses())[0].mode == "chat"


async def test_a_guessed_token_is_unknown(world: SurveyWorld) -> None:
    person = await world.name_of(await world.person("ba"))
    for token in ("", "x", "zzzzzzzzzzzzzzzzzzzz", "a" * 500, "../../etc", "\0"):
        with pytest.raises(FormOver):
            await world.chat.sheet(person, token, now=NOW)


async def test_what_came_unasked_is_known_until_something_was_said(world: SurveyWorld) -> None:
    talk = await world.person("ba")
    person, number = await world.name_of(talk), await world.invited(conversation_id=talk, sent_at=NOW)
    token, minute = world.keys.token_of(number), timedelta(minutes=1)
    assert await world.chat.unasked(person, None, now=NOW) == token
    assert await world.chat.unasked(person, NOW - minute, now=NOW) == token
    assert await world.chat.unasked(person, NOW + minute, now=NOW) is None
    await world.answering.answer(number, "Q1", 5, Mode.CHAT, NOW)
    assert await world.chat.unasked(person, None, now=NOW) is None
    assert await world.chat.unasked("nobody", None, now=NOW) is None
