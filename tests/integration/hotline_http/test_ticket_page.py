"""One ticket on screen and on paper: what is shown, to whom, and that every look is written down."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.staff.model import AuditEntry
from tests.integration.hotline_http.place import Place, Words
from tests.integration.staff.people import UNIT, HandClock


async def test_the_page_says_what_where_when_and_by_when(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened(dossier_code="H19.25-261101-0007", latitude=10.95, longitude=106.82)
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    assert page.status == 200
    for words in (
        ticket.code,
        "Cán bộ bắt nộp thêm giấy",
        "phường Trấn Biên",
        "sáng thứ hai",
        "H19.25-261101-0007",
        "Nguyễn Thị Bưởi",
        "query=10.950000%2C106.820000",
        "còn 15 ngày làm việc",
        "Quyết định 766/QĐ-TTg",
        "mục tiêu nội bộ",
        "Mở phiếu",
    ):
        assert words in page.text, words


async def test_what_is_late_is_told_in_working_days(place: Place, clock: HandClock) -> None:
    ticket, _ = await place.opened()
    clock.move(timedelta(days=30))
    lan = await place.officer("hotline")
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    assert 'class="late">trễ ' in page.text
    assert "Trễ hạn" in page.text


async def test_an_excerpt_of_the_conversation_stands_beside_the_ticket(
    place: Place, clock: HandClock
) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    place.talk.append(Words(clock(), "citizen", "sao lâu quá vậy <b>em</b>"))
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    assert "sao lâu quá vậy &lt;b&gt;em&lt;/b&gt;" in page.text


async def test_every_look_is_in_the_audit(place: Place) -> None:
    lan = await place.officer("hotline")
    inspector = await place.officer("inspector", login="thanhtra")
    ticket, _ = await place.opened()
    await lan.get(f"/staff/tickets/{ticket.id}")
    audit = await inspector.get("/staff/audit")
    assert f"ticket {ticket.code}" in audit.text


async def test_nobody_looks_at_a_ticket_on_their_own_unit(place: Place) -> None:
    lan = await place.officer("hotline", unit=UNIT)
    ticket, _ = await place.opened(respondent_unit=UNIT)
    page = await lan.get(f"/staff/tickets/{ticket.id}")
    assert page.status == 403
    assert "phản ánh chính đơn vị" in page.text
    assert ticket.summary not in page.text
    assert ticket.code not in (await lan.get("/staff/queue")).text


async def test_an_administrator_reads_no_ticket(place: Place) -> None:
    admin = await place.officer("administrator")
    ticket, _ = await place.opened()
    for path in (f"/staff/tickets/{ticket.id}", f"/staff/tickets/{ticket.id}/print", "/staff/queue"):
        page = await admin.get(path)
        assert page.status == 403
        assert ticket.summary not in page.text


async def test_a_reader_without_rights_sees_no_forms(place: Place) -> None:
    inspector = await place.officer("inspector")
    ticket, _ = await place.opened()
    page = await inspector.get(f"/staff/tickets/{ticket.id}")
    assert ticket.summary in page.text
    # Of all forms the one for which that role alone has the right.
    assert page.text.count(f'action="/staff/tickets/{ticket.id}') == 1
    assert f'action="/staff/tickets/{ticket.id}/seal"' in page.text


async def test_what_is_not_there_is_not_found(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    for path in (
        "/staff/tickets/999999",
        "/staff/tickets/999999999999999",
        "/staff/tickets/99999999999999999999",
        "/staff/tickets/x",
        f"/staff/tickets/{ticket.id}/files/1",
    ):
        assert (await lan.get(path)).status == 404, path


async def test_a_canned_answer_goes_into_its_box_without_scripts(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    page = await lan.get(f"/staff/tickets/{ticket.id}?canned=dossier_code")
    box = page.text.split('id="ask-text"', 1)[1].split("</textarea>", 1)[0]
    assert "mã hồ sơ in trên giấy tiếp nhận" in box
    assert "Xin ảnh hiện trường" not in page.text  # another track's


async def test_paper_has_everything_and_no_forms(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened()
    page = await lan.get(f"/staff/tickets/{ticket.id}/print")
    assert page.status == 200
    assert ticket.summary in page.text
    assert "<form" not in page.text


async def test_a_page_that_renews_itself_is_one_look_an_hour(place: Place, clock: HandClock) -> None:
    ticket, _ = await place.opened()
    lan, minh = await place.officer("hotline"), await place.officer("hotline", login="minh")

    async def looks() -> int:
        async with place.console.db.reading() as session:
            query = select(func.count()).where(AuditEntry.action == "viewed_ticket")
            return await session.scalar(query) or 0

    path, live = f"/staff/tickets/{ticket.id}", {"X-Live": "1"}
    await lan.get(path)
    for _ in range(3):
        await lan.get(path, **live)
    assert await looks() == 1
    await minh.get(path, **live)  # whoever only says so has opened it all the same
    assert await looks() == 2
    clock.move(timedelta(minutes=40))
    await lan.get(path)
    assert await looks() == 3


async def test_each_number_that_was_left_can_be_called_with_one_tap(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, _ = await place.opened(reporter_phone="0912345678, 02513822222")
    page = (await lan.get(f"/staff/tickets/{ticket.id}")).text
    for number in ("0912345678", "02513822222"):
        assert f'href="tel:{number}">{number}</a>' in page
