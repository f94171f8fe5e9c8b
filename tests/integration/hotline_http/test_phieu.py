"""The citizen's page: code and PIN open it, and nothing else tells anything."""

import pytest

from tests.integration.hotline_http.place import Place
from tests.integration.staff.people import UNIT, Answer

NOBODYS = "PA-261127-ZZZZ"


def without_code(page: Answer, *codes: str) -> str:
    """The page with every code taken out."""
    text = page.text
    for code in codes:
        text = text.replace(code, "CODE")
    return text


async def test_it_asks_for_the_pin_and_shows_how_far_the_ticket_is(place: Place) -> None:
    citizen = await place.console.browser()
    ticket, opened = await place.opened()
    asked = await citizen.get(f"/phieu/{opened.code}")
    assert asked.status == 200
    assert ticket.summary not in asked.text
    page = await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin})
    assert page.status == 200
    for words in (opened.code, ticket.summary, "đang chờ giao cho cán bộ", "Ngày hẹn trả lời", "18/12/2026"):
        assert words in page.text, words


async def test_it_says_who_has_it_and_what_was_answered_and_no_officers_name(place: Place) -> None:
    lan = await place.officer("hotline")
    minh = await place.console.hire("minh", "specialist", unit=UNIT, name="Lê Minh")
    ticket, opened = await place.opened()
    path = f"/staff/tickets/{ticket.id}"
    await lan.post(f"{path}/assign", {"officer": str(minh.id), "version": str(ticket.version)})
    version = (await place.world.ticket(opened)).version
    await lan.post(f"{path}/reply", {"text": "Chúng tôi đã nhận hồ sơ", "version": str(version)})
    version = (await place.world.ticket(opened)).version
    fields = {"text": "Đã trả kết quả", "outcome": "solved", "version": str(version)}
    await lan.post(f"{path}/close", fields)
    citizen = await place.console.browser()
    page = await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin})
    for words in (UNIT, "Chúng tôi đã nhận hồ sơ", "Đã giải quyết xong.", "Đã trả kết quả"):
        assert words in page.text, words
    assert "Việc của cô/bác đã được giải quyết chưa?" in page.text
    assert "Lê Minh" not in page.text
    assert "Trần Thị Lan" not in page.text
    assert "0912345678" not in page.text


async def test_a_wrong_pin_and_a_wrong_code_look_the_same(place: Place) -> None:
    citizen = await place.console.browser()
    _, opened = await place.opened()
    wrong_pin = await citizen.post(f"/phieu/{opened.code}", {"pin": "000000"})
    wrong_code = await citizen.post(f"/phieu/{NOBODYS}", {"pin": "000000"})
    assert wrong_pin.status == wrong_code.status == 403
    assert without_code(wrong_pin, opened.code) == without_code(wrong_code, NOBODYS)
    asked = [await citizen.get(f"/phieu/{code}") for code in (opened.code, NOBODYS)]
    assert without_code(asked[0], opened.code) == without_code(asked[1], NOBODYS)
    assert {*wrong_pin.headers} == {*wrong_code.headers}


async def test_after_five_wrong_pins_the_right_one_has_to_wait(place: Place) -> None:
    citizen = await place.console.browser()
    _, opened = await place.opened()
    for _ in range(5):
        await citizen.post(f"/phieu/{opened.code}", {"pin": "000000"})
    blocked = await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin})
    assert blocked.status == 403
    assert "chờ 15 phút" in blocked.text


async def test_no_engine_and_no_store_keeps_it(place: Place) -> None:
    citizen = await place.console.browser()
    _, opened = await place.opened()
    for page in (
        await citizen.get(f"/phieu/{opened.code}"),
        await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin}),
        await citizen.get("/phieu"),
    ):
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert page.headers["Cache-Control"] == "no-store"


async def test_the_code_may_be_typed_in_any_way(place: Place) -> None:
    citizen = await place.console.browser()
    ticket, opened = await place.opened()
    typed = opened.code.replace("-", " ").lower()
    page = await citizen.post("/phieu", {"code": typed, "pin": f" {opened.pin[:3]} {opened.pin[3:]}"})
    assert page.status == 200
    assert ticket.summary in page.text


@pytest.mark.parametrize("code", ["x", "%3Cscript%3E", "PA-261127-ZZZZ%22%3E", "a" * 500, "%00", "..%2f"])
async def test_nonsense_for_a_code_is_asked_for_a_pin_like_any_other(place: Place, code: str) -> None:
    citizen = await place.console.browser()
    asked = await citizen.get(f"/phieu/{code}")
    assert asked.status == 200
    assert "<script>" not in asked.text
    assert (await citizen.post(f"/phieu/{code}", {"pin": "1" * 5000})).status in (403, 413)


async def test_a_sealed_report_shows_that_it_is_kept_and_no_word_of_it(place: Place) -> None:
    citizen = await place.console.browser()
    opened = await place.world.opened(track="denunciation", now=place.tickets.clock())
    page = await citizen.post(f"/phieu/{opened.code}", {"pin": opened.pin})
    assert page.status == 200
    assert "cất kín" in page.text
    assert "giấy không có trong danh mục" not in page.text
    assert "tiếp nhận tố cáo" not in page.text
