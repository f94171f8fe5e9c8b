"""What officers do on the page of a ticket, and what becomes of their words where it cannot be done."""

import asyncio

import pytest

from bot.hotline.model import Ticket
from tests.integration.hotline_http.place import Place
from tests.integration.staff.people import UNIT, Answer, Browser

OTHER_UNIT = "Phòng Quản lý đất đai"
WORDS = "Chúng tôi xem ngay, cảm ơn bà con"


async def act(browser: Browser, ticket: Ticket, name: str, **fields: str) -> Answer:
    """Sends one of the ticket's forms as it stood when the ticket was read."""
    usual = {"version": str(ticket.version), "seen": "0"}
    return await browser.post(f"/staff/tickets/{ticket.id}/{name}", usual | fields)


async def kept(place: Place, ticket: Ticket) -> Ticket:
    """The ticket as it stands now."""
    view = await place.tickets.desk.get(ticket.id)
    assert view is not None
    return view.ticket


def box(page: Answer, name: str) -> str:
    """What stands in the box of a form."""
    return page.text.split(f'id="{name}-text"', 1)[1].split(">", 1)[1].split("</textarea>", 1)[0]


async def test_a_reply_goes_to_the_citizen_and_the_page_says_so(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, opened = await place.opened()
    answer = await act(lan, ticket, "reply", text=WORDS)
    assert answer.status == 303
    page = await lan.get(answer.headers["Location"])
    assert "Đã ghi câu trả lời." in page.text
    assert WORDS in page.text
    assert place.world.mouth.said == [
        (ticket.conversation_id, f"Dạ, phiếu {opened.code} có trả lời của cán bộ:\n{WORDS}")
    ]


async def test_a_reply_that_reaches_nobody_says_to_call(place: Place) -> None:
    lan = await place.officer("hotline")
    citizen = await place.world.citizen()
    ticket, _ = await place.opened(conversation_id=citizen)
    place.world.mouth.left.add(citizen)
    answer = await act(lan, ticket, "reply", text=WORDS)
    page = await lan.get(answer.headers["Location"])
    assert "Hãy gọi điện" in page.text
    assert "Tin chưa tới người dân" in page.text


async def test_a_question_makes_the_ticket_wait(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    answer = await act(lan, ticket, "ask", text="Số giấy hẹn là số nào?")
    page = await lan.get(answer.headers["Location"])
    assert "Chờ người dân" in page.text
    assert "tạm dừng, chờ người dân" in page.text


async def test_a_note_is_for_officers_alone(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, opened = await place.opened()
    assert (await act(lan, ticket, "note", text="Gọi lại chiều nay")).status == 303
    assert "Gọi lại chiều nay" in (await lan.get(f"/staff/tickets/{ticket.id}")).text
    assert place.world.mouth.said == []
    citizen = await place.console.browser()
    seen = await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin})
    assert seen.status == 200
    assert "Gọi lại chiều nay" not in seen.text


async def test_assigning_names_the_officer_and_never_one_of_the_unit_complained_of(place: Place) -> None:
    lan = await place.officer("hotline", unit=OTHER_UNIT)
    minh = await place.console.hire("minh", "specialist", unit=UNIT, name="Lê Minh")
    ticket, _ = await place.opened(respondent_unit=UNIT)
    refused = await act(lan, ticket, "assign", officer=str(minh.id))
    assert refused.status == 422
    assert "phản ánh chính đơn vị này" in refused.text
    hoa = await place.console.hire("hoa", "specialist", unit=OTHER_UNIT, name="Vũ Hoa")
    assert (await act(lan, ticket, "assign", officer=str(hoa.id))).status == 303
    assert (await kept(place, ticket)).owner_name == "Vũ Hoa"


async def test_the_kind_of_a_matter_is_corrected_and_the_page_says_so(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    answer = await act(lan, ticket, "track", track="suggestion", text="Đây là góp ý")
    page = await lan.get(answer.headers["Location"])
    assert "Đã đổi loại việc" in page.text
    assert "Thành: Kiến nghị, phản ánh khác" in page.text
    assert (await kept(place, ticket)).track == "suggestion"
    assert "Kiến nghị, phản ánh khác" in place.world.mouth.said[-1][1]


async def test_who_may_not_read_what_is_sealed_puts_nothing_under_the_seal(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    answer = await act(lan, ticket, "track", track="denunciation", text=WORDS)
    assert answer.status == 422
    assert "Hãy giao phiếu này cho Thanh tra" in answer.text
    assert box(answer, "track") == WORDS
    assert (await kept(place, ticket)).version == ticket.version


async def test_the_inspector_puts_a_ticket_under_the_seal(place: Place) -> None:
    lan = await place.officer("hotline")
    thanh = await place.officer("inspector", login="thanh")
    ticket, opened = await place.opened(anonymous=False)
    assert (await act(lan, ticket, "seal", text=WORDS)).status == 403
    answer = await act(thanh, ticket, "seal", text="Đây là tin tố cáo")
    page = await thanh.get(answer.headers["Location"])
    assert "Đã cất kín" in page.text
    assert ticket.summary in page.text
    assert "Đây là tin tố cáo" in page.text
    assert (await lan.get(f"/staff/tickets/{ticket.id}")).status == 404
    queue = await lan.get(f"/staff/queue?state=all&q={opened.code}")
    assert f"/staff/tickets/{ticket.id}" not in queue.text
    citizen = await place.console.browser()
    seen = await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin})
    assert "cất kín" in seen.text
    assert ticket.summary not in seen.text


async def test_a_ticket_of_a_disabled_officer_says_so(place: Place) -> None:
    lan = await place.officer("hotline")
    hoa = await place.console.hire("hoa", "specialist", unit=OTHER_UNIT, name="Vũ Hoa")
    ticket, _ = await place.opened()
    await act(lan, ticket, "assign", officer=str(hoa.id))
    await place.console.parts.directory.set_active(hoa.id, False, place.tickets.clock())
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    assert "Cán bộ này không còn nhận phiếu" in page.text
    again = await act(lan, await kept(place, ticket), "assign", officer=str(hoa.id))
    assert again.status == 422
    assert "không còn nhận phiếu. Chọn người khác" in again.text


async def test_escalating_merging_and_transferring(place: Place) -> None:
    lan = await place.officer("hotline")
    first, _ = await place.opened()
    second, into = await place.opened()
    assert (await act(lan, first, "escalate", text="Vượt quyền")).status == 303
    assert (await kept(place, first)).level == "L2"
    merged = await act(lan, await kept(place, first), "merge", into=into.code.lower())
    assert merged.status == 303
    assert into.code in (await lan.get(merged.headers["Location"])).text
    assert (await kept(place, first)).state == "merged"
    moved = await act(lan, await kept(place, second), "transfer", to="Công an xã", text="Đúng việc của xã")
    assert moved.status == 303
    assert (await kept(place, second)).state == "transferred"
    assert "Công an xã" in (await lan.get(moved.headers["Location"])).text


async def test_closing_demands_an_outcome_and_what_was_done(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    bare = await act(lan, ticket, "close", text="", outcome="solved")
    assert (bare.status, "Ô này cần có lời" in bare.text) == (422, True)
    unnamed = await act(lan, ticket, "close", text=WORDS)
    assert (unnamed.status, "Chọn một kết quả" in unnamed.text) == (422, True)
    assert box(unnamed, "close") == WORDS
    assert (await act(lan, ticket, "close", text=WORDS, outcome="solved")).status == 303
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    assert "Đã giải quyết xong." in page.text
    assert "Phiếu đã kết thúc" in page.text


@pytest.mark.parametrize("name", ["reply", "ask", "note", "escalate", "close", "transfer"])
async def test_words_that_are_missing_or_endless_change_nothing(place: Place, name: str) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    more = {"outcome": "solved", "to": "Công an xã"}
    assert (await act(lan, ticket, name, text=" \n\t", **more)).status == 422
    assert (await act(lan, ticket, name, text="a" * 8001, **more)).status == 422
    assert (await kept(place, ticket)).version == ticket.version


async def test_who_is_second_sees_what_the_first_did_and_keeps_the_words(place: Place) -> None:
    lan = await place.officer("hotline")
    minh = await place.officer("specialist", login="minh", name="Lê Minh")
    ticket, _ = await place.opened()
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    seen = page.text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert (await act(minh, ticket, "reply", text="Tôi đã gọi cho bà con")).status == 303
    late = await act(lan, ticket, "close", text=WORDS, outcome="solved", seen=seen)
    assert late.status == 409
    conflict = late.text.split('id="conflict-title"', 1)[1].split("</section>", 1)[0]
    assert "Lê Minh" in conflict
    assert "Tôi đã gọi cho bà con" in conflict
    assert "Mở phiếu" not in conflict
    assert box(late, "close") == WORDS
    assert 'value="solved" required checked' in late.text
    # The page that came back holds the version that it shows: sent again, the words are taken.
    again = await act(lan, await kept(place, ticket), "close", text=WORDS, outcome="solved")
    assert again.status == 303


async def test_of_twenty_at_once_one_is_taken_and_the_others_keep_their_words(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    answers = await asyncio.gather(
        *(act(lan, ticket, "close", text=f"Lời số {number}", outcome="solved") for number in range(20))
    )
    assert sorted(answer.status for answer in answers) == [303, *[409] * 19]
    for number, answer in enumerate(answers):
        if answer.status == 409:
            assert f"Lời số {number}" in answer.text


async def test_what_is_over_takes_nothing_more(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    await act(lan, ticket, "transfer", to="Công an xã", text="Đúng việc")
    ended = await kept(place, ticket)
    for name in ("reply", "ask", "escalate", "close", "transfer"):
        answer = await act(lan, ended, name, text=WORDS, outcome="solved", to="Sở")
        assert answer.status == 422, name
        assert "đã kết thúc" in answer.text


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 40])
async def test_a_form_without_its_version_comes_back(place: Place, version: str) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    answer = await act(lan, ticket, "reply", text=WORDS, version=version)
    assert answer.status == 422
    assert box(answer, "reply") == WORDS


@pytest.mark.parametrize("role", ["inspector", "administrator"])
async def test_who_may_not_does_not(place: Place, role: str) -> None:
    reader = await place.officer(role)
    ticket, _ = await place.opened()
    for name in ("reply", "ask", "note", "assign", "escalate", "merge", "transfer", "track", "close"):
        answer = await act(
            reader, ticket, name, text=WORDS, outcome="solved", to="Sở", into="PA", officer="1"
        )
        assert answer.status == 403, name
    assert (await kept(place, ticket)).version == ticket.version


async def test_signs_that_a_database_refuses_are_left_out(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    assert (await act(lan, ticket, "note", text="một\0hai\r\nba")).status == 303
    view = await place.tickets.desk.get(ticket.id)
    assert view is not None
    assert view.events[-1].text == "mộthai\nba"
