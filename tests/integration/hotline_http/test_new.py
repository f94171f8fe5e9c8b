"""Filing for somebody on the phone or at the counter."""

import re
from pathlib import Path

import aiohttp
import pytest

from bot.hotline.files import LARGEST
from tests.integration.hotline_http.place import Place
from tests.integration.staff.people import Answer, Browser

NEW = "/staff/tickets/new"
UNIT = "Phòng Quản lý đất đai"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64
FIELDS = {
    "channel": "phone",
    "answer.what": "Xe chở đá chạy rơi vãi",
    "answer.where": "ấp 3",
    "reporter_name": "Bà Sáu",
    "reporter_phone": "0900000000",
    "respondent_unit": UNIT,
    "dossier_code": "H19.25-261101-0007",
}


async def form_id(browser: Browser, track: str = "pollution") -> str:
    """The number that the form brings with it."""
    page = await browser.get(f"{NEW}?track={track}")
    assert page.status == 200
    found = re.search(r'name="form_id" value="([0-9a-f]{32})"', page.text)
    assert found
    return found.group(1)


async def send(browser: Browser, *files: tuple[str, bytes], **fields: str) -> Answer:
    """The form with its files, as a browser sends it."""
    data = aiohttp.FormData(default_to_multipart=True)
    for name, value in (FIELDS | {"track": "pollution"} | fields | {"csrf": browser.token}).items():
        data.add_field(name, value)
    for name, content in files:
        data.add_field("files", content, filename=name, content_type="image/jpeg")
    response = await browser.client.post(
        NEW, data=data, headers={"Origin": browser.origin}, allow_redirects=False
    )
    return Answer(response, await response.text())


async def test_every_track_can_be_chosen(place: Place) -> None:
    lan = await place.officer("hotline")
    page = await lan.get(NEW)
    tracks = re.findall(r"\?track=(\w+)", page.text)
    assert len(tracks) == 9
    for track in tracks:
        assert (await lan.get(f"{NEW}?track={track}")).status == 200


async def test_the_code_and_the_pin_are_told_once_and_open_the_citizens_page(place: Place) -> None:
    lan = await place.officer("hotline")
    page = await send(lan, ("anh.jpg", JPEG), form_id=await form_id(lan))
    assert page.status == 200
    code, pin = re.findall(r'class="code">([^<]+)<', page.text)
    citizen = await place.console.browser()
    seen = await citizen.post(f"/phieu/{code}", {"pin": pin})
    assert "Xe chở đá chạy rơi vãi" in seen.text
    view = await place.tickets.desk.by_code(code)
    assert view is not None
    assert (view.ticket.channel, view.ticket.respondent_unit) == ("phone", UNIT)
    assert view.events[0].actor_name == "Trần Thị Lan"
    assert [file.kind for file in view.files] == ["jpeg"]


async def test_sent_twice_it_is_one_ticket(place: Place) -> None:
    lan = await place.officer("hotline")
    number = await form_id(lan)
    first, second = await send(lan, form_id=number), await send(lan, form_id=number)
    told = [re.findall(r'class="code">([^<]+)<', page.text) for page in (first, second)]
    assert told[0] == told[1]
    assert f'id="row-{2}"' not in (await lan.get("/staff/queue")).text


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("to.jpg", JPEG + b"\0" * LARGEST), "quá 10 MB"),
        (("dai.mp4", b"\0\0\0\x18ftypisom" + b"\0" * (2 * LARGEST)), "quá 10 MB"),
        (("anh.jpg", b"MZ\x90\0 not a picture"), "Chỉ nhận ảnh"),
        (("anh.svg", b"<svg onload=alert(1)>"), "Chỉ nhận ảnh"),
        (("trang.pdf.html", b"<html><script>alert(1)</script>"), "Chỉ nhận ảnh"),
        (("rong.png", b""), "trống"),
    ],
)
async def test_a_file_that_is_not_taken_costs_no_words(
    place: Place, tmp_path: Path, file: tuple[str, bytes], says: str
) -> None:
    lan = await place.officer("hotline")
    page = await send(lan, file, form_id=await form_id(lan))
    assert page.status == 422
    assert says in page.text
    for words in ("Xe chở đá chạy rơi vãi", "Bà Sáu", "0900000000", "H19.25-261101-0007"):
        assert words in page.text
    assert not list((tmp_path / "files").rglob("*.*"))
    assert "Hàng đợi trống" in (await lan.get("/staff/queue")).text


async def test_six_files_are_too_many(place: Place) -> None:
    lan = await place.officer("hotline")
    files = [(f"{number}.jpg", JPEG + bytes([number])) for number in range(6)]
    page = await send(lan, *files, form_id=await form_id(lan))
    assert (page.status, "nhiều nhất 5 tệp" in page.text) == (422, True)


async def test_what_the_law_asks_for_is_asked_for(place: Place) -> None:
    lan = await place.officer("hotline")
    page = await send(lan, form_id=await form_id(lan), **{"answer.where": " "})
    assert page.status == 422
    assert "Luật đòi một điều còn thiếu" in page.text
    assert "Xe chở đá chạy rơi vãi" in page.text


async def test_a_neighbours_dispute_is_guided_and_not_taken(place: Place) -> None:
    lan = await place.officer("hotline")
    page = await lan.get(f"{NEW}?track=neighbour_dispute")
    assert "hòa giải" in page.text
    assert "<textarea" not in page.text
    refused = await send(lan, track="neighbour_dispute", form_id="f" * 32)
    assert (refused.status, "được hướng dẫn" in refused.text) == (422, True)


async def test_a_caller_who_stays_unnamed_is_not_named(place: Place) -> None:
    lan = await place.officer("hotline")
    page = await send(lan, form_id=await form_id(lan), anonymous="1")
    code = re.findall(r'class="code">([^<]+)<', page.text)[0]
    view = await place.tickets.desk.by_code(code)
    assert view is not None
    assert (view.ticket.reporter_name, view.ticket.reporter_phone) == (None, None)
    shown = await lan.get(f"/staff/tickets/{view.ticket.id}")
    assert "Ẩn danh" in shown.text
    assert "Bà Sáu" not in shown.text


async def test_a_file_comes_back_as_a_download_and_never_as_a_page(place: Place) -> None:
    lan = await place.officer("hotline")
    opened = await send(lan, ("anh<b>.jpg", JPEG), form_id=await form_id(lan))
    code = re.findall(r'class="code">([^<]+)<', opened.text)[0]
    view = await place.tickets.desk.by_code(code)
    assert view is not None
    path = f"/staff/tickets/{view.ticket.id}/files/{view.files[0].id}"
    response = await lan.client.get(path)
    assert await response.read() == JPEG
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    stranger = await place.officer("administrator", login="admin")
    assert (await stranger.get(path)).status == 403


@pytest.mark.parametrize("role", ["specialist", "head", "inspector", "administrator"])
async def test_others_file_for_nobody(place: Place, role: str) -> None:
    officer = await place.officer(role)
    assert (await officer.get(NEW)).status == 403
    assert (await send(officer, form_id="f" * 32)).status == 403


async def test_where_the_caller_lives_stands_on_the_ticket_and_not_of_the_nameless(place: Place) -> None:
    lan = await place.officer("hotline")
    await send(lan, form_id=await form_id(lan), address="12 Võ Thị Sáu")
    await send(lan, form_id=await form_id(lan), address="34 Cách Mạng", anonymous="1")
    named, nameless = [await lan.get(f"/staff/tickets/{number}") for number in (1, 2)]
    assert "12 Võ Thị Sáu" in named.text
    assert "34 Cách Mạng" not in nameless.text
