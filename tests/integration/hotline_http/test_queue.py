"""The queue over HTTP: filters, numbers, pages, search."""

import re
from datetime import timedelta

import pytest

from bot.hotline.queue import PAGE_SIZE
from tests.integration.hotline.world import draft
from tests.integration.hotline_http.place import Place
from tests.integration.staff.people import Answer, HandClock


def codes(page: Answer) -> list[str]:
    """The tickets of the page, in their order."""
    assert page.status == 200
    return re.findall(r"PA-\d{6}-\w{4}", page.text.split('class="rows"', 1)[1]) if "rows" in page.text else []


async def test_the_next_promise_comes_first_and_what_is_late_is_marked(
    place: Place, clock: HandClock
) -> None:
    lan = await place.officer("hotline")
    _, slow = await place.opened()
    _, soon = await place.opened(
        track="emergency", answers={"what": "Cháy bãi rác", "where": "ấp 3"}, respondent_unit=""
    )
    page = await lan.get("/staff/queue")
    assert codes(page) == [soon.code, slow.code]
    assert "Khẩn" in page.text
    assert "row--late" not in page.text
    for _ in range(2):  # a session that nobody uses for an hour ends
        clock.move(timedelta(minutes=40))
        page = await lan.get("/staff/queue")
    assert "row--late" in page.text


@pytest.mark.parametrize("asked", ["bat nop them giay", "BẮT NỘP", "tran bien", "Bưởi", "0912345678"])
async def test_words_are_found_with_and_without_marks(place: Place, asked: str) -> None:
    lan = await place.officer("hotline")
    _, wanted = await place.opened()
    await place.opened(answers={"what": "Chờ lâu quá"}, reporter_name="Tư", reporter_phone="0900000000")
    page = await lan.client.get("/staff/queue", params={"q": asked})
    assert re.findall(r"PA-\d{6}-\w{4}", await page.text()) == [wanted.code]


async def test_the_code_itself_is_found(place: Place) -> None:
    lan = await place.officer("hotline")
    _, wanted = await place.opened()
    await place.opened()
    assert codes(await lan.get(f"/staff/queue?q={wanted.code.lower()}")) == [wanted.code]


async def test_filters_leave_the_numbers_of_the_whole_queue(place: Place) -> None:
    lan = await place.officer("hotline")
    ticket, mine = await place.opened()
    _, other = await place.opened()
    answer = await lan.post(
        f"/staff/tickets/{ticket.id}/reply", {"text": "Tôi xem", "version": str(ticket.version)}
    )
    assert answer.status == 303
    page = await lan.get("/staff/queue?state=in_progress")
    assert codes(page) == [mine.code]
    assert "Đang mở <strong>2</strong>" in page.text
    assert "Mới <strong>1</strong>" in page.text
    assert codes(await lan.get("/staff/queue?mine=1")) == [mine.code]
    assert codes(await lan.get("/staff/queue?state=new")) == [other.code]
    assert codes(await lan.get("/staff/queue?track=pollution")) == []
    assert set(codes(await lan.get("/staff/queue?level=L1"))) == {mine.code, other.code}
    assert "Không phiếu nào khớp" in (await lan.get("/staff/queue?late=1")).text


async def test_pages_hold_every_ticket_once(place: Place) -> None:
    lan = await place.officer("hotline")
    for number in range(PAGE_SIZE + 3):
        await place.tickets.desk.open(draft(form_id=f"many-{number}"), place.tickets.clock())
    first = await lan.get("/staff/queue")
    second = await lan.get("/staff/queue?page=2")
    assert f"{PAGE_SIZE + 3} phiếu, trang 1 trong 2" in first.text
    assert 'rel="next"' in first.text
    assert 'rel="prev"' in second.text
    assert len(set(codes(first) + codes(second))) == PAGE_SIZE + 3
    beyond = await lan.get("/staff/queue?page=900")
    assert beyond.status == 200
    assert "/staff/queue?page=2" in beyond.text


@pytest.mark.parametrize(
    "address",
    [
        "?page=0",
        "?page=-1",
        "?page=99999999999999999999",
        "?page=²",
        "?state=nonsense",
        "?level=L99",
        "?track=x",
        "?q=%00%27%25_%5c",
        "?q=" + "a" * 3000,
        "?unit=%22%3E",
        "?late=yes&mine=maybe",
    ],
)
async def test_nonsense_in_the_address_is_no_error(place: Place, address: str) -> None:
    lan = await place.officer("hotline")
    await place.opened()
    assert (await lan.get("/staff/queue" + address)).status == 200


async def test_an_empty_queue_says_what_comes(place: Place) -> None:
    lan = await place.officer("hotline")
    assert "Phiếu mới tự hiện ở đây" in (await lan.get("/staff/queue")).text
