"""Officers call, enter and hand out; what was answered they never see."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.staff.model import AuditEntry
from bot.storage.database import Database
from bot.surveys.model import InvitationState, SurveyInvitation, Way
from tests.integration.staff.people import HandClock
from tests.integration.surveys.answering_world import CODE, NOW
from tests.integration.surveys.place import Place, running_place

CALL, COUNTER, SLIPS = "/staff/surveys/call", "/staff/surveys/counter", "/staff/surveys/slips"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def place(db: Database, clock: HandClock) -> AsyncIterator[Place]:
    async with running_place(db, clock) as place:
        yield place


async def to_call(place: Place) -> SurveyInvitation:
    number = await place.world.invited(way=Way.CALL, state=InvitationState.WAITING, sent_at=None)
    return await place.world.invitation(number)


async def audited(place: Place) -> list[tuple[str, str]]:
    return [(row.action, row.object) for row in await place.world.rows(AuditEntry) if "survey" in row.action]


async def test_every_page_asks_for_the_permission(place: Place) -> None:
    stranger, quang = await place.citizen(), await place.officer("administrator", login="quang")
    for path in (CALL, COUNTER, SLIPS, f"{COUNTER}/1"):
        assert (await stranger.get(path)).status == 303, path
        assert (await quang.get(path)).status == 403, path


async def test_an_empty_list_says_what_it_is_for(place: Place) -> None:
    lan = await place.officer("hotline")
    assert "Không còn ai phải gọi" in (await lan.get(CALL)).text


async def test_the_list_shows_a_number_only_where_one_was_given(place: Place) -> None:
    lan = await place.officer("hotline")
    first, second = await to_call(place), await to_call(place)
    place.world.subjects.phones[first.subject_id] = "0912345678"
    page = await lan.get(CALL)
    assert "(2)" in page.text
    assert page.text.count("tel:0912345678") == 1
    for one in (first, second):
        assert CODE.format(one.subject_id) in page.text


async def test_who_is_not_reached_twice_is_called_no_more(place: Place) -> None:
    lan = await place.officer("hotline")
    one = await to_call(place)
    for calls in (1, 0):
        assert (await lan.post(f"{CALL}/{one.id}/not-reached")).status == 303
        assert f"({calls})" in (await lan.get(CALL)).text
    assert ("called_for_survey", CODE.format(one.subject_id)[:-4] + "****") in await audited(place)


async def test_who_wants_none_is_left_alone(place: Place) -> None:
    lan = await place.officer("hotline")
    one = await to_call(place)
    await lan.post(f"{CALL}/{one.id}/wants-none")
    assert "(0)" in (await lan.get(CALL)).text
    entry = await lan.get(f"{COUNTER}/{one.id}")
    assert entry.status == 303
    assert "opted_out" in entry.headers["Location"]


async def test_what_is_told_on_the_phone_is_entered_once_and_never_shown_again(place: Place) -> None:
    lan = await place.officer("hotline")
    one = await to_call(place)
    form = await lan.get(f"{COUNTER}/{one.id}?mode=phone")
    assert form.text.count("<fieldset>") == 5
    saved = await lan.post(
        f"{COUNTER}/{one.id}", {"mode": "phone", "Q1": "1", "Q8": "2", "comment": "Chờ lâu"}
    )
    assert saved.headers["Location"].startswith(CALL)
    (row,) = await place.world.responses()
    assert (row.mode, row.comment, row.device) == ("phone", "Chờ lâu", None)
    for path in (f"{COUNTER}/{one.id}", f"{COUNTER}?code={CODE.format(one.subject_id)}"):
        again = await lan.get(path)
        assert again.status in (303, 404)
        assert "Chờ lâu" not in again.text
    again = await lan.post(f"{COUNTER}/{one.id}", {"mode": "phone", "Q1": "5"})
    assert "answered" in again.headers["Location"]
    assert (await place.world.answers())["Q1"] == 1
    noted = await audited(place)
    assert [action for action, _ in noted] == ["entered_survey"]
    assert "Chờ lâu" not in str(noted)


async def test_a_paper_form_is_found_by_its_code(place: Place) -> None:
    lan = await place.officer("specialist")
    one = await place.world.invitation(await place.world.invited())
    found = await lan.get(f"{COUNTER}?code={CODE.format(one.subject_id).lower()}")
    assert found.headers["Location"] == f"{COUNTER}/{one.id}"
    saved = await lan.post(f"{COUNTER}/{one.id}", {"mode": "counter", "Q1": "4"})
    assert saved.headers["Location"] == f"{COUNTER}?done=entered"
    assert (await place.world.responses())[0].mode == "counter"


async def test_a_code_of_nothing_says_so(place: Place) -> None:
    lan = await place.officer("specialist")
    for code in ("H19.15-261115-9999", "x", "<script>", "a" * 300):
        page = await lan.get(f"{COUNTER}?code={code}")
        assert page.status == 404, code
        assert "Không có khảo sát nào cho mã này" in page.text
        assert "<script>" not in page.text.replace('<script src="', "")


async def test_what_cannot_be_entered_is_told(place: Place) -> None:
    lan = await place.officer("specialist")
    number = await place.world.invited()
    for fields, says in (({"Q1": "9"}, "chưa ghi gì"), ({}, "Chưa chọn câu nào")):
        page = await lan.post(f"{COUNTER}/{number}", {"mode": "web", **fields})
        assert page.status == 422
        assert says in page.text
    assert await place.world.responses() == []


async def test_an_officer_cannot_write_over_what_a_citizen_answered(place: Place) -> None:
    lan = await place.officer("specialist")
    number, path = await place.address()
    await (await place.citizen()).post(path, {"Q1": "1"})
    refused = await lan.post(f"{COUNTER}/{number}", {"mode": "counter", "Q1": "5"})
    assert "answered" in refused.headers["Location"]
    assert await place.world.answers() == {"Q1": 1}


async def test_slips_are_printed_with_their_code_and_open_the_form(place: Place) -> None:
    lan = await place.officer("hotline")
    waiting = await to_call(place)
    answered = await place.world.invited()
    await (await place.citizen()).post(f"/khao-sat/{place.world.keys.token_of(answered)}", {"Q1": "1"})
    subject = (await place.world.invitation(answered)).subject_id
    codes = [CODE.format(waiting.subject_id), CODE.format(subject), "H19.15-261115-9999"]
    sheet = await lan.post(SLIPS, {"codes": "\r\n".join([*codes, codes[0].lower(), ""])})
    assert sheet.text.count("<svg") == 1
    assert "đã có câu trả lời" in sheet.text
    assert "Không có khảo sát nào cho mã này" in sheet.text
    (address,) = set(re.findall(r"/khao-sat/\w+", sheet.text))
    assert (await (await place.citizen()).get(address)).status == 200
    row = await place.world.invitation(waiting.id)
    assert (row.way, row.state, row.sent_at) == (Way.SLIP, InvitationState.SENT, NOW)
    assert "(0)" in (await lan.get(CALL)).text, "who has a slip is not called"


async def test_a_slip_leaves_the_conversation_that_will_be_written_to_alone(place: Place) -> None:
    lan = await place.officer("hotline")
    number = await place.world.invited(way=Way.CHAT, state=InvitationState.WAITING, sent_at=None)
    subject = (await place.world.invitation(number)).subject_id
    assert (await lan.post(SLIPS, {"codes": CODE.format(subject)})).text.count("<svg") == 1
    assert (await place.world.invitation(number)).state == InvitationState.WAITING


async def test_none_and_too_many_are_told(place: Place) -> None:
    lan = await place.officer("hotline")
    for codes in ("", "\n".join(f"H19.15-261115-{n:04}" for n in range(61))):
        assert (await lan.post(SLIPS, {"codes": codes})).status == 422
