"""Who may do what, and what becomes of a form that cannot be taken."""

import html
import re
from datetime import timedelta

import pytest
from aiohttp import FormData, web

from bot.staff.cards import Place
from bot.staff.guard import StaffRoute, permission_of, staff_routes
from bot.staff.permissions import Permission
from bot.storage.database import Database
from tests.integration.staff.conftest import show_queue
from tests.integration.staff.people import (
    UNIT,
    Browser,
    Console,
    HandClock,
    console_app,
    running_console,
)

REPLY = "/staff/tickets/7/reply"
WORDS = 'Dạ, đoàn kiểm tra <b>sẽ tới</b> "ngày mai" & báo lại'


def hidden_fields(page: str) -> list[tuple[str, str]]:
    """What the hidden fields of a page would send."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return [(html.unescape(name), html.unescape(value)) for name, value in found]


def form_on(page: str, path: str) -> list[tuple[str, str]]:
    """The hidden fields of the form that leads to that path, without its token."""
    body = page.split(f'action="{path}"', 1)[1].split("</form>", 1)[0]
    return [field for field in hidden_fields(body) if field[0] != "csrf"]


def token_on(page: str, path: str) -> str:
    """The token of the form that leads to that path."""
    return dict(hidden_fields(page.split(f'action="{path}"', 1)[1]))["csrf"]


async def test_every_page_of_the_console_names_its_permission(db: Database) -> None:
    app = console_app(db, HandClock())
    routes = [
        (route.method, route.resource.canonical, permission_of(route))
        for route in app.router.routes()
        if route.resource and route.resource.canonical.startswith("/staff")
    ]
    assert len(routes) >= 12
    assert [route for route in routes if route[2] is None] == []
    assert {path for _, path, permission in routes if permission == "public"} == {"/staff/sign-in"}


async def test_the_program_does_not_start_with_a_page_that_names_none(db: Database) -> None:
    with pytest.raises(RuntimeError, match="GET /staff/forgotten"):
        async with running_console(db, HandClock(), [web.get("/staff/forgotten", show_queue)]):
            pass


def test_a_page_elsewhere_cannot_be_put_behind_a_permission() -> None:
    with pytest.raises(ValueError, match="/api/queue"):
        staff_routes(StaffRoute("GET", "/api/queue", Permission.SEE_QUEUE, show_queue))


async def test_without_a_session_a_page_leads_to_the_sign_in_and_back(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.browser()
    answer = await browser.get("/staff/queue?state=new&q=mùi%20hôi")
    assert answer.status == 303
    page = await browser.get(answer.headers["Location"])
    kept = dict(hidden_fields(page.text))["kept"]
    inside = await browser.sign_in(kept=kept)
    assert inside.headers["Location"] == "/staff/queue?state=new&q=m%C3%B9i%20h%C3%B4i"


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/staff/", "//evil.example/staff", "/staff/\\evil", "/", "/staffroom", "/staff/\n"],
)
async def test_the_sign_in_leads_nowhere_else(console: Console, path: str) -> None:
    await console.hire("lan", "hotline")
    browser = await console.browser()
    answer = await browser.client.get("/staff/sign-in", params={"next": path})
    kept = dict(hidden_fields(await answer.text()))["kept"]
    assert (await browser.sign_in(kept=kept)).headers["Location"] == "/staff"


async def test_a_piece_of_a_page_is_never_answered_by_the_sign_in(console: Console) -> None:
    browser = await console.browser()
    for headers in ({"HX-Request": "true"}, {"Accept": "text/event-stream"}):
        answer = await browser.get("/staff/queue", **headers)
        assert (answer.status, answer.text) == (401, "")
    assert (await browser.post(REPLY, {"text": WORDS}, **{"HX-Request": "true"})).status == 401


async def test_a_session_that_ended_in_the_middle_of_a_form_loses_no_word(
    console: Console, clock: HandClock
) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    clock.move(timedelta(minutes=60))
    page = await browser.post(REPLY, [("text", WORDS), ("waits", "1"), ("waits", "2")])
    assert page.status == 401
    assert "vẫn được giữ" in page.text
    again = await browser.sign_in(kept=dict(hidden_fields(page.text))["kept"])
    assert again.status == 200
    assert html.escape(WORDS, quote=False) in again.text.replace("&#34;", '"')
    fields = form_on(again.text, REPLY)
    assert fields == [("text", WORDS), ("waits", "1"), ("waits", "2")]
    browser.token = token_on(again.text, REPLY)
    sent = await browser.post(REPLY, fields)
    assert (sent.status, sent.text) == (200, f"Trần Thị Lan: {WORDS}")


async def test_a_wrong_password_on_the_way_loses_no_word_either(console: Console, clock: HandClock) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    clock.move(timedelta(hours=9))
    page = await browser.post(REPLY, {"text": WORDS})
    wrong = await browser.sign_in(password="nham roi nham roi", kept=dict(hidden_fields(page.text))["kept"])
    again = await browser.sign_in(kept=dict(hidden_fields(wrong.text))["kept"])
    assert form_on(again.text, REPLY) == [("text", WORDS)]


async def test_a_button_without_a_text_is_asked_about_again_too(console: Console, clock: HandClock) -> None:
    await console.hire("quang", "administrator")
    browser = await console.signed_in("quang")
    lan = await console.hire("lan", "hotline")
    clock.move(timedelta(hours=9))
    path = f"/staff/officers/{lan.id}/active"
    page = await browser.post(path)
    again = await browser.sign_in("quang", kept=dict(hidden_fields(page.text))["kept"])
    assert (await console.parts.directory.find(lan.id)) == lan  # nothing happens without another press
    browser.token = token_on(again.text, path)
    assert (await browser.post(path)).headers["Location"] == "/staff/officers?done=disabled"


async def test_signing_out_of_a_session_that_is_over_is_signing_out(
    console: Console, clock: HandClock
) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    clock.move(timedelta(hours=9))
    assert (await browser.post("/staff/sign-out")).headers["Location"] == "/staff/sign-in?done=signed_out"


async def test_a_page_from_an_earlier_session_is_asked_about_not_refused(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    browser.token = "of an earlier session"
    page = await browser.post(REPLY, {"text": WORDS})
    assert page.status == 403
    assert form_on(page.text, REPLY) == [("text", WORDS)]
    browser.token = token_on(page.text, REPLY)
    assert (await browser.post(REPLY, {"text": WORDS})).status == 200


async def test_a_database_that_is_away_loses_no_word(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    page = await browser.post(REPLY, {"text": WORDS, "disk": "full"})
    assert page.status == 503
    assert form_on(page.text, REPLY) == [("text", WORDS), ("disk", "full")]


async def test_files_are_named_for_they_must_be_chosen_again(console: Console, clock: HandClock) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    clock.move(timedelta(hours=9))
    data = FormData({"text": WORDS})
    data.add_field("photo", b"\xff\xd8\xff", filename="cong-xa.jpg", content_type="image/jpeg")
    response = await browser.client.post(REPLY, data=data, headers={"Origin": browser.origin})
    kept = dict(hidden_fields(await response.text()))["kept"]
    again = await browser.sign_in(kept=kept)
    assert "cong-xa.jpg" in again.text
    assert form_on(again.text, REPLY) == [("text", WORDS)]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_of_another_site_is_refused_even_with_the_token(
    console: Console, headers: dict[str, str]
) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    answer = await browser.post(REPLY, {"text": WORDS}, **headers)
    assert answer.status == 403
    assert "<b>" not in answer.text
    assert "Gửi tiếp" not in answer.text
    signing_in = await browser.post("/staff/sign-in", {"login": "lan"}, **headers)
    assert signing_in.status == 403


async def test_a_form_of_another_site_is_not_carried_through_the_sign_in(console: Console) -> None:
    browser = await console.browser()
    answer = await browser.post(REPLY, {"text": WORDS}, Origin="https://evil.example")
    assert answer.status == 403
    assert 'name="kept"' not in answer.text


async def test_the_token_may_come_in_a_header(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    token, browser.token = browser.token, ""
    assert (await browser.post(REPLY, {"text": "a"}, **{"X-CSRF-Token": token})).status == 200
    assert (await browser.post(REPLY, {"text": "a"}, **{"X-CSRF-Token": "wrong"})).status == 403


async def test_a_role_counts_from_the_next_request_on(console: Console) -> None:
    lan = await console.hire("lan", "hotline")
    browser = await console.signed_in()
    assert (await browser.post(REPLY, {"text": WORDS})).status == 200
    await console.parts.directory.place(lan.id, Place(UNIT, "L2", ["inspector"]), console.parts.clock())
    answer = await browser.post(REPLY, {"text": WORDS})
    assert answer.status == 403
    assert "không có quyền" in answer.text
    assert "đoàn kiểm tra" in answer.text  # what they wrote is still there to be copied
    assert "Gửi tiếp" not in answer.text
    assert (await browser.get("/staff/queue")).status == 200
    await console.parts.directory.place(lan.id, Place(UNIT, "L2", []), console.parts.clock())
    assert (await browser.get("/staff/queue")).status == 403
    assert (await browser.get("/staff")).headers["Location"] == "/staff/account"


async def test_a_disabled_officer_is_out_at_once(console: Console) -> None:
    lan = await console.hire("lan", "hotline")
    browser = await console.signed_in()
    await console.parts.directory.set_active(lan.id, False, console.parts.clock())
    assert (await browser.get("/staff/queue")).status == 303
    assert (await browser.sign_in()).status == 401
    await console.parts.directory.set_active(lan.id, True, console.parts.clock())
    assert (await browser.get("/staff/queue")).status == 303  # the old session does not come back
    assert (await browser.sign_in()).status == 303


async def test_the_navigation_shows_what_is_there_and_allowed(console: Console) -> None:
    await console.hire("lan", "hotline")
    await console.hire("quang", "administrator", name="Lê Quang")
    lan: Browser = await console.signed_in("lan")
    quang: Browser = await console.signed_in("quang")
    of_lan, of_quang = (await lan.get("/staff/account")).text, (await quang.get("/staff/account")).text
    assert 'href="/staff/queue"' in of_lan
    assert 'href="/staff/officers"' not in of_lan
    assert 'href="/staff/live"' not in of_lan  # nobody has put that page in here
    assert 'href="/staff/queue"' not in of_quang
    assert 'href="/staff/officers"' in of_quang


async def test_pages_of_officers_stay_in_no_store_and_in_no_frame(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    headers = (await browser.get("/staff/account")).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
