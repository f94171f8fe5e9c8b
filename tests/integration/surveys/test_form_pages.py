"""The page of a survey: answered in parts, changed by who answered, closed to everybody else."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.storage.database import Database
from bot.surveys.model import InvitationState
from bot.web.middlewares import CONTENT_SECURITY_POLICY
from tests.integration.staff.people import ROOT, Answer, Browser, HandClock
from tests.integration.surveys.answering_world import DAY, MOST
from tests.integration.surveys.place import Place, running_place

LARGEST = 30 * 1024
STATIC = ROOT / "bot" / "web" / "static"
FORWARDED = "X-Forwarded-For"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def place(db: Database, clock: HandClock) -> AsyncIterator[Place]:
    async with running_place(db, clock) as place:
        yield place


OUT_OF_SCALE = ({"Q1": "9"}, {"Q1": "x"}, {"Q2": "5"}, {"Q99": "1"}, {"Q1": "-1"}, {"Q1": "5" * 400})
BROKEN = ("zzzzzzzzzzzzzzzzzzzz", "x", "%3Cscript%3E", "a" * 400, "%00", "..%2f", "ﬀ", "A" * 20)


def checked(page: Answer) -> list[str]:
    """Question and value of every choice that is marked."""
    found = re.findall(r'name="(\w+)" value="(\d+)" checked', page.text)
    return [f"{question}={value}" for question, value in found]


async def sent(citizen: Browser, path: str, **answers: str) -> Answer:
    """The page after the form was taken."""
    answer = await citizen.post(path, answers)
    assert answer.status == 303, answer.text
    return await citizen.get(answer.headers["Location"])


async def test_every_question_is_on_one_page_that_needs_no_script(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address("full")
    page = await citizen.get(path)
    assert page.status == 200
    assert page.text.count("<fieldset>") == 15
    assert "<script" not in page.text
    assert "<textarea" in page.text


async def test_with_its_styles_it_is_light(place: Place) -> None:
    """Before anything is compressed."""
    _, path = await place.address("full")
    page = await (await place.citizen()).get(path)
    styles = re.findall(r"/static/([\w.-]+\.css)", page.text)
    assert styles
    sizes = [len((STATIC / re.sub(r"\.[0-9a-f]{6,}(?=\.css)", "", one)).read_bytes()) for one in styles]
    assert len(page.text.encode()) + sum(sizes) <= LARGEST


async def test_nobody_stores_it_finds_it_or_frames_it(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    for page in (
        await citizen.get(path),
        await citizen.get("/khao-sat/zzzz"),
        await citizen.get(f"{path}/thoi"),
    ):
        assert page.headers["Cache-Control"] == "no-store"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert page.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert page.headers["X-Frame-Options"] == "DENY"


async def test_a_part_is_kept_and_the_rest_comes_later(place: Place) -> None:
    citizen = await place.citizen()
    number, path = await place.address()
    page = await sent(citizen, path, Q1="5", comment="Ghế ngồi ít")
    assert "còn 4 câu để trống" in page.text
    page = await citizen.get(path)
    assert checked(page) == ["Q1=5"]
    assert "Ghế ngồi ít" in page.text
    await sent(citizen, path, Q1="4", Q8="3", comment="Ghế ngồi ít")
    assert await place.world.answers() == {"Q1": 4, "Q8": 3}
    assert (await place.world.responses())[0].comment == "Ghế ngồi ít"
    assert (await place.world.invitation(number)).state == InvitationState.DONE


async def test_the_same_form_sent_twice_counts_once(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    for _ in range(3):
        await sent(citizen, path, Q1="5", Q5="1")
    assert len(await place.world.responses()) == 1


async def test_another_device_neither_sees_nor_changes_what_was_answered(place: Place) -> None:
    """An officer has the address of every slip that he prints."""
    citizen, officer = await place.citizen(), await place.citizen()
    _, path = await place.address()
    await sent(citizen, path, Q1="1", comment="Chờ lâu")
    page = await officer.get(path)
    assert page.status == 409
    assert "đã được trả lời" in page.text
    assert "Chờ lâu" not in page.text
    assert checked(page) == []
    assert (await officer.post(path, {"Q1": "5"})).status == 409
    thanks = await officer.get(f"{path}/xong")
    assert "phan-anh" not in thanks.text, "what is offered would tell what was answered"
    assert (await officer.get(f"{path}/phan-anh")).status == 404
    assert await place.world.answers() == {"Q1": 1}


async def test_the_cookie_of_one_survey_opens_no_other(place: Place) -> None:
    citizen, other = await place.citizen(), await place.citizen()
    _, first = await place.address()
    _, second = await place.address()
    taken = await citizen.post(first, {"Q1": "5"})
    await other.post(second, {"Q1": "2"})
    cookie = taken.headers["Set-Cookie"]
    assert f"Path={first}" in cookie
    assert "HttpOnly" in cookie
    value = cookie.partition(";")[0]
    assert (await citizen.get(second, Cookie=value)).status == 409


async def test_answers_out_of_scale_are_refused_whole(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    for fields in OUT_OF_SCALE:
        page = await citizen.post(path, {"Q8": "5", **fields})
        assert page.status == 422, fields
        assert "chưa ghi gì" in page.text
    assert await place.world.responses() == []


async def test_an_empty_form_is_told_so(place: Place) -> None:
    _, path = await place.address()
    page = await (await place.citizen()).post(path, {"comment": "  "})
    assert page.status == 422
    assert "chưa chọn câu nào" in page.text
    assert await place.world.responses() == []


async def test_10000_characters_of_html_are_cut_and_stay_text(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    comment = ("<script>alert(1)</script><img src=x onerror=alert(1)>\"'" * 200)[:10_000]
    page = await sent(citizen, path, Q1="3", comment=comment)
    assert "chỉ giữ được 2.000" in page.text
    page = await citizen.get(path)
    assert "<script>" not in page.text
    assert "<img" not in page.text
    kept = (await place.world.responses())[0].comment
    assert kept is not None
    assert kept == comment[:2000]


async def test_more_than_that_is_turned_away(place: Place) -> None:
    _, path = await place.address()
    page = await (await place.citizen()).post(path, {"Q1": "3", "comment": "a" * 200_000})
    assert page.status == 413
    assert await place.world.responses() == []


async def test_a_guessed_or_broken_address_is_no_survey(place: Place) -> None:
    citizen = await place.citizen()
    for token in BROKEN:
        path = f"/khao-sat/{token}"
        for page in (await citizen.get(path), await citizen.post(path, {"Q1": "5"})):
            assert page.status == 404, token
            assert "Không có khảo sát này" in page.text
            assert "<script>" not in page.text


async def test_one_letter_off_is_no_survey(place: Place) -> None:
    _, path = await place.address()
    for place_of_letter in (10, 15, len(path) - 1):
        letter = "b" if path[place_of_letter] != "b" else "c"
        wrong = path[:place_of_letter] + letter + path[place_of_letter + 1 :]
        assert (await (await place.citizen()).get(wrong)).status == 404


async def test_who_guesses_too_often_has_to_wait_and_nobody_else(place: Place, clock: HandClock) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    for _ in range(30):
        await citizen.get("/khao-sat/zzzzzzzzzzzzzzzzzzzz", **{FORWARDED: "203.0.113.7"})
    blocked = await citizen.get(path, **{FORWARDED: "203.0.113.7"})
    assert blocked.status == 429
    assert int(blocked.headers["Retry-After"]) > 0
    assert (await citizen.get(path, **{FORWARDED: "203.0.113.8"})).status == 200
    assert (await citizen.get(path)).status == 200, "a proxy that names nobody costs nobody anything"
    clock.move(timedelta(minutes=11))
    assert (await citizen.get(path, **{FORWARDED: "203.0.113.7"})).status == 200


async def test_an_expired_survey_says_so_and_takes_nothing(place: Place, clock: HandClock) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    await sent(citizen, path, Q1="4")
    clock.move(15 * DAY)
    assert (await citizen.get(path)).status == 410
    page = await citizen.post(path, {"Q1": "1"})
    assert page.status == 410
    assert "hết hạn" in page.text
    assert await place.world.answers() == {"Q1": 4}


async def test_a_survey_that_was_taken_back_says_so(place: Place) -> None:
    _, path = await place.address(state=InvitationState.DROPPED, reason="went_back")
    page = await (await place.citizen()).get(path)
    assert page.status == 410
    assert "không hỏi nữa" in page.text


async def test_to_be_asked_no_more_takes_a_button_and_not_only_a_look(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    assert (await citizen.get(f"{path}/thoi")).status == 200
    assert (await citizen.get(path)).status == 200
    page = await citizen.post(f"{path}/thoi")
    assert "không nhận khảo sát nào nữa" in page.text
    assert (await citizen.post(path, {"Q1": "5"})).status == 410
    assert await place.world.responses() == []


async def test_a_burst_from_one_device_is_marked_and_told_to_nobody(place: Place) -> None:
    for _ in range(MOST + 1):
        _, path = await place.address()
        citizen = await place.citizen()
        answer = await citizen.post(path, {"Q1": "5"}, **{FORWARDED: "203.0.113.7", "User-Agent": "tablet"})
        assert answer.status == 303
    assert {row.flagged for row in await place.world.responses()} == {"burst"}
    assert {row.device for row in await place.world.responses()} != {None}


# ---- low scores ----


async def reported(citizen: Browser, path: str, text: str, **fields: str) -> Answer:
    asked = await citizen.get(f"{path}/phan-anh")
    form_id = re.search(r'name="form_id" value="(\w+)"', asked.text)
    assert form_id is not None
    return await citizen.post(f"{path}/phan-anh", {"form_id": form_id[1], "text": text, **fields})


async def test_a_low_score_offers_a_ticket_that_knows_nothing_of_the_answers(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    page = await sent(citizen, path, Q1="2")
    assert "Gửi phản ánh" in page.text
    page = await reported(citizen, path, "Bắt đi lại bốn lần", name="Ba", phone="0912345678")
    assert "PA-261127-K7P0" in page.text
    assert "482915" in page.text
    (report,) = place.world.tickets.reports.values()
    assert (report.text, report.name, report.secret) == ("Bắt đi lại bốn lần", "Ba", False)


async def test_a_good_score_offers_none(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    page = await sent(citizen, path, Q1="5", comment="Cán bộ nhiệt tình, không vòi vĩnh gì")
    assert "phan-anh" not in page.text
    assert (await citizen.get(f"{path}/phan-anh")).status == 404


async def test_money_and_gifts_go_the_sealed_way_and_no_denunciation_is_accepted(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address("full")
    page = await sent(citizen, path, Q1="5", comment="Anh ở quầy 2 vòi tiền cà phê")
    assert "Báo kín" in page.text
    assert "không thay cho đơn tố cáo" in page.text
    page = await reported(citizen, path, "Quầy 2 đòi 200 nghìn")
    assert "chưa phải là đơn tố cáo" in page.text
    assert "tiếp nhận tố cáo" not in page.text
    (report,) = place.world.tickets.reports.values()
    assert report.secret


async def test_a_report_sent_twice_is_one_ticket(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    await sent(citizen, path, Q1="1")
    fields = {"form_id": "abcdef", "text": "Chờ lâu"}
    pages = [await citizen.post(f"{path}/phan-anh", fields) for _ in range(2)]
    assert pages[0].text == pages[1].text
    assert len(place.world.tickets.reports) == 1


async def test_a_report_without_words_is_asked_for_them_and_too_many_wait(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    await sent(citizen, path, Q1="1")
    assert (await reported(citizen, path, "  ", name="Ba")).status == 422
    for number in range(5):
        assert (await reported(citizen, path, f"Chuyện {number}")).status == 200
    assert (await reported(citizen, path, "Chuyện nữa")).status == 429


async def test_where_the_desk_is_down_every_word_stays_in_the_form(place: Place) -> None:
    citizen = await place.citizen()
    _, path = await place.address()
    await sent(citizen, path, Q1="1")
    place.world.tickets.down = True
    page = await reported(citizen, path, "Chờ <b>lâu</b>", name="Ba", phone="0912345678")
    assert page.status == 503
    for words in ("Chờ &lt;b&gt;lâu&lt;/b&gt;", 'value="Ba"', 'value="0912345678"'):
        assert words in page.text
