"""The Zalo emulator refuses what Zalo refuses, and fails as it is told to."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from yarl import URL

from tests.emulators.clock import HandClock
from tests.emulators.faults import bad_gateway, hangs, reset
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.refusals import oauth_refuses, rate_limited, refuses
from tests.emulators.zalo.tokens import challenge_of
from tests.integration.zalo_caller import GIF, PNG, Caller, calling

MEGABYTE = 1024 * 1024


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def caller(clock: HandClock) -> AsyncIterator[Caller]:
    async with calling(ZaloEmulator(clock=clock)) as caller:
        yield caller


def template(payload: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return {**beside, "attachment": {"type": "template", "payload": payload}}


def media(*elements: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return template({"template_type": "media", "elements": list(elements)}, **beside)


def query(title: str = "Nộp hồ sơ", payload: str = "#nop") -> dict[str, Any]:
    return {"title": title, "type": "oa.query.show", "payload": payload}


def buttons(*given: Any) -> dict[str, Any]:
    return template({"buttons": list(given)}, text="Dạ, cô/bác chọn ạ")


def info(**parts: Any) -> dict[str, Any]:
    element = {"title": "Dạ", "subtitle": "Xin số điện thoại", "image_url": "https://a.vn/a.png", **parts}
    return template({"template_type": "request_user_info", "elements": [element]})


URL_BUTTON = {"title": "Mở", "type": "oa.open.url", "payload": {"url": "https://a.vn"}}
CALL_BUTTON = {"title": "Gọi", "type": "oa.open.phone", "payload": {"phone_code": "84912345678"}}


def sms(content: str) -> dict[str, Any]:
    return {
        "title": "SMS",
        "type": "oa.open.sms",
        "payload": {"content": content, "phone_code": "84912345678"},
    }


@pytest.mark.parametrize(
    "message",
    [
        {"text": "Dạ" * 1_000},
        buttons(query(), URL_BUTTON, CALL_BUTTON, sms("a" * 160), query("t" * 100, "#" * 1_000)),
        info(title="t" * 100, subtitle="s" * 500),
        media({"media_type": "image", "url": "https://a.vn/a.png"}, text="Dạ, mẫu đơn ạ"),
        media({"media_type": "gif", "url": "https://a.vn/a.gif", "width": 10, "height": 10}),
    ],
)
async def test_what_zalo_takes_is_sent(caller: Caller, message: dict[str, Any]) -> None:
    citizen = caller.emulator.citizen()
    answer = await caller.cs(citizen.id, message)
    assert answer["error"] == 0, answer
    assert answer["data"]["quota"]["quota_type"] == "reply"
    assert isinstance(answer["data"]["sent_time"], str)
    assert [sent.id for sent in citizen.sent] == [answer["data"]["message_id"]]
    assert citizen.sent[0].body == message


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": "a" * 2_001}, -210),
        ({"text": " "}, -201),
        ({}, -201),
        ({"text": "a", "parse_mode": "html"}, -201),
        ({"text": 5}, -201),
        ({"text": "a", "quote_message_id": "unknown"}, -201),
        (template({"buttons": [query()]}), -201),
        (buttons(), -201),
        (buttons(*[query()] * 6), -210),
        (buttons(query("t" * 101)), -210),
        (buttons(query(payload="p" * 1_001)), -210),
        (buttons(sms("a" * 161)), -210),
        (buttons({**query(), "payload": {"url": "https://a.vn"}}), -201),
        (buttons({**query(), "type": "oa.query.none"}), -201),
        (buttons({**URL_BUTTON, "payload": {"url": "javascript:alert(1)"}}), -201),
        (buttons({**CALL_BUTTON, "payload": {"phone_code": "+84 912"}}), -201),
        (template({"template_type": "list", "elements": []}), -233),
        (media(), -201),
        (media(*[{"media_type": "image", "url": "https://a.vn/a.png"}] * 2), -201),
        (media({"media_type": "image"}), -201),
        (media({"media_type": "image", "url": "https://a.vn/a.png", "attachment_id": "x"}), -201),
        (media({"media_type": "image", "attachment_id": "unknown"}), -201),
        (media({"media_type": "gif", "url": "https://a.vn/a.gif"}), -201),
        (media({"media_type": "image", "url": "https://a.vn/a.png"}, text="a" * 2_001), -210),
        (info(title="t" * 101), -210),
        (info(subtitle="s" * 501), -210),
        (info(image_url=""), -201),
        ({"attachment": {"type": "file", "payload": {"token": "unknown"}}}, -201),
    ],
)
async def test_what_zalo_refuses_is_refused_and_not_sent(
    caller: Caller, message: dict[str, Any], code: int
) -> None:
    citizen = caller.emulator.citizen()
    answer = await caller.cs(citizen.id, message)
    assert answer["error"] == code, answer
    assert "data" not in answer
    assert not citizen.sent


async def test_ids_must_be_strings_of_somebody(caller: Caller) -> None:
    citizen = caller.emulator.citizen()
    assert (await caller.cs(int(citizen.id), {"text": "a"}))["error"] == -201
    assert await caller.cs("123", {"text": "a"}) == {"error": -201, "message": "user_id is invalid!"}


async def test_the_window_and_the_will_of_the_person_decide(caller: Caller, clock: HandClock) -> None:
    citizen = caller.emulator.citizen()
    clock.advance(hours=25)
    caller.token = caller.emulator.tokens.issue_pair().access_token
    clock.advance(hours=24)
    billed = await caller.cs(citizen.id, {"text": "a"})
    assert billed["data"]["quota"]["quota_type"] == "purchase_quota"
    assert citizen.sent[-1].billed
    await citizen.send_text("dạ")
    await caller.cs(citizen.id, {"text": "b"})
    assert not citizen.sent[-1].billed
    clock.advance(days=8)
    caller.token = caller.emulator.tokens.issue_pair().access_token
    assert (await caller.cs(citizen.id, {"text": "c"}))["error"] == -230
    await citizen.unfollow()
    assert (await caller.cs(citizen.id, {"text": "c"}))["error"] == -213
    citizen.block()
    assert (await caller.cs(citizen.id, {"text": "c"}))["error"] == -244
    citizen.vanish()
    assert (await caller.cs(citizen.id, {"text": "c"}))["error"] == -227


@pytest.mark.parametrize(
    ("kind", "name", "content", "code"),
    [
        ("image", "a.png", PNG, 0),
        ("image", "a.png", b"<svg/>", -201),
        ("image", "a.png", PNG + b"\0" * MEGABYTE, -210),
        ("gif", "a.gif", GIF, 0),
        ("gif", "a.gif", PNG, -201),
        ("gif", "a.gif", GIF + b"\0" * 5 * MEGABYTE, -210),
        ("file", "a.pdf", b"%PDF-1.7", 0),
        ("file", "a.csv", b"a,b", 0),
        ("file", "a.xlsx", b"PK\x03\x04", -201),
        ("file", "a.pdf", b"PK\x03\x04", -201),
        ("file", "a.pdf", b"%PDF" + b"\0" * 5 * MEGABYTE, -210),
    ],
)
async def test_uploads_are_checked(caller: Caller, kind: str, name: str, content: bytes, code: int) -> None:
    assert (await caller.upload(kind, name, content))["error"] == code


async def test_an_upload_is_sent_until_it_is_seven_days_old(caller: Caller, clock: HandClock) -> None:
    citizen = caller.emulator.citizen()
    picture = (await caller.upload("image", "a.png", PNG))["data"]["attachment_id"]
    token = (await caller.upload("file", "a.pdf", b"%PDF-1.7"))["data"]["token"]
    image = media({"media_type": "image", "attachment_id": picture})
    file = {"attachment": {"type": "file", "payload": {"token": token}}}
    assert (await caller.cs(citizen.id, image))["error"] == 0
    assert (await caller.cs(citizen.id, file))["error"] == 0
    assert (await caller.cs(citizen.id, media({"media_type": "image", "attachment_id": token})))[
        "error"
    ] == -201
    clock.advance(days=7, seconds=1)
    caller.token = caller.emulator.tokens.issue_pair().access_token
    assert (await caller.cs(citizen.id, image))["error"] == -100
    assert (await caller.cs(citizen.id, file))["error"] == -100


async def test_a_picture_by_address_is_fetched_and_checked(caller: Caller) -> None:
    citizen = caller.emulator.citizen()
    hosted = caller.emulator.files.host
    for url, code in (
        (hosted(PNG, "image/png"), 0),
        (hosted(GIF, "image/gif"), -201),
        (hosted(PNG + b"\0" * MEGABYTE, "image/png"), -210),
        (f"{caller.emulator.url}/files/gone", -201),
        ("http://a.vn/a.png", -201),
    ):
        assert (await caller.cs(citizen.id, media({"media_type": "image", "url": url})))["error"] == code


async def test_an_approved_template_goes_at_any_time(caller: Caller, clock: HandClock) -> None:
    messages, citizen = caller.emulator.messages, caller.emulator.citizen()
    messages.templates["321"] = frozenset({"code"})
    messages.templates_by_phone_only.add("123")
    clock.advance(days=30)
    caller.token = caller.emulator.tokens.issue_pair().access_token
    wanted = {"user_id": citizen.id, "template_id": "321", "template_data": {"code": "H1"}}
    for change, code in (
        ({}, 0),
        ({"tracking_id": "1"}, -201),
        ({"template_id": "123"}, -249),
        ({"template_id": "4"}, -109),
        ({"template_data": {}}, -112),
    ):
        answer = await caller.post("/v3.0/oa/message/template", {**wanted, **change})
        assert answer["error"] == code
    assert citizen.sent[0].billed


async def test_what_is_known_of_person_account_and_quota(caller: Caller) -> None:
    citizen = caller.emulator.citizen("Cô Tư")
    await citizen.submit_info("Trần Thị Tư", "84912345678")
    detail = await caller.get("/v3.0/oa/user/detail", data=f'{{"user_id":"{citizen.id}"}}')
    assert detail["data"]["display_name"] == "Cô Tư"
    assert detail["data"]["user_last_interaction_date"] == "23/11/2026"
    assert detail["data"]["shared_info"]["phone"] == "84912345678"
    assert (await caller.get("/v3.0/oa/user/detail", data='{"user_id":"1"}'))["error"] == -201
    assert (await caller.get("/v3.0/oa/user/detail", user_id=citizen.id))["error"] == -201
    assert (await caller.get("/v2.0/oa/getoa"))["data"]["oaid"] == caller.emulator.account.oa_id
    quota = await caller.post("/v3.0/oa/quota/message", {"user_id": citizen.id})
    assert quota["data"]["cs_reply"] == {"quota_type": "reply"}


async def test_a_reaction_is_all_that_the_old_message_path_takes(caller: Caller) -> None:
    citizen = caller.emulator.citizen()
    await citizen.send_text("dạ")
    action = {"react_icon": "/-strong", "react_message_id": citizen.person.talk[0].id}
    recipient = {"user_id": citizen.id}
    answer = await caller.post("/v2.0/oa/message", {"recipient": recipient, "sender_action": action})
    assert answer["error"] == 0
    old = await caller.post("/v2.0/oa/message", {"recipient": recipient, "message": {"text": "a"}})
    assert old["error"] == -240


@pytest.mark.parametrize("path", ["", "/transaction", "/promotion"])
async def test_paths_that_are_gone_are_404(caller: Caller, path: str) -> None:
    url = f"{caller.emulator.url}/v3.0/oa/message{path}"
    async with caller.http.post(url, json={}, headers={"access_token": caller.token}) as answer:
        assert answer.status == 404
        assert (await answer.json())["message"] == "empty or invalid API"


async def test_only_the_bare_header_carries_the_token(caller: Caller, clock: HandClock) -> None:
    url = f"{caller.emulator.url}/v2.0/oa/getoa"
    async with caller.http.get(url, headers={"Authorization": f"Bearer {caller.token}"}) as answer:
        assert (await answer.json())["error"] == -216
    clock.advance(hours=26)
    assert (await caller.get("/v2.0/oa/getoa"))["error"] == -220


async def test_too_many_calls_in_a_minute_are_told_with_headers(caller: Caller, clock: HandClock) -> None:
    caller.emulator.limit.per_minute = 1
    url, headers = f"{caller.emulator.url}/v2.0/oa/getoa", {"access_token": caller.token}
    for code in (0, -32):
        async with caller.http.get(url, headers=headers) as answer:
            assert (await answer.json())["error"] == code
            assert answer.headers["X-RateLimit-Limit"] == "1"
            assert answer.headers["X-RateLimit-Remain"] == "0"
    clock.advance(minutes=1)
    assert (await caller.get("/v2.0/oa/getoa"))["error"] == 0


async def test_oauth_gives_pairs_and_tells_errors_with_200_and_without_number(caller: Caller) -> None:
    tokens = caller.emulator.tokens
    verifier = "v" * 43
    caller.emulator.oauth.code_challenge = challenge_of(verifier)
    link = caller.emulator.oauth.consent_link(caller.emulator.url)
    async with caller.http.get(link, allow_redirects=False) as answer:
        code = URL(answer.headers["Location"]).query["code"]
    by_code = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    pair = await caller.grant(by_code)
    assert pair["expires_in"] == "90000"
    refresh = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]}
    assert (await caller.grant(refresh, secret="wrong")).keys() >= {"error_name", "error_reason"}
    assert "access_token" in await caller.grant(refresh)
    for reused in (refresh, by_code):
        refused = await caller.grant(reused)
        assert "error_name" in refused
        assert "error" not in refused
        assert "access_token" not in refused
    tokens.void()
    assert (await caller.get("/v2.0/oa/getoa"))["error"] == -220


async def test_oauth_takes_forms_only_and_links_of_the_console_only(caller: Caller) -> None:
    url = f"{caller.emulator.url}/v4/oa/access_token"
    headers = {"secret_key": caller.emulator.account.app_secret}
    async with caller.http.post(url, json={"grant_type": "refresh_token"}, headers=headers) as answer:
        assert "error_name" in await answer.json()
    app_id = caller.emulator.account.app_id
    made = await caller.get("/v4/oa/permission", app_id=app_id, redirect_uri="https://elsewhere.vn")
    assert made["error"] == -14003


async def test_faults_come_as_ordered_and_then_are_over(caller: Caller) -> None:
    citizen, faults = caller.emulator.citizen(), caller.emulator.faults
    faults.next("cs", rate_limited())
    faults.next("cs", refuses(-220))
    assert (await caller.cs(citizen.id, {"text": "a"}))["error"] == -32
    assert (await caller.cs(citizen.id, {"text": "a"}))["error"] == -220
    faults.next("oauth", oauth_refuses())
    pair = caller.emulator.tokens.issue_pair()
    caller.token = pair.access_token
    assert "error_name" in await caller.grant(
        {"grant_type": "refresh_token", "refresh_token": pair.refresh_token}
    )
    faults.next("getoa", bad_gateway)
    url = f"{caller.emulator.url}/v2.0/oa/getoa"
    async with caller.http.get(url, headers={"access_token": caller.token}) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert not citizen.sent
    assert (await caller.cs(citizen.id, {"text": "a"}))["error"] == 0


@pytest.mark.parametrize("processed", [True, False])
async def test_a_lost_connection_does_not_tell_whether_the_call_was_processed(
    caller: Caller, processed: bool
) -> None:
    citizen = caller.emulator.citizen()
    for fault in (reset(processed=processed), hangs(0.05, processed=processed)):
        caller.emulator.faults.next("cs", fault)
        with pytest.raises(aiohttp.ClientError):
            await caller.cs(citizen.id, {"text": "a"})
    assert len(citizen.sent) == 2 * processed


async def test_the_page_shows_a_talk_and_acts_in_it(caller: Caller) -> None:
    url = f"{caller.emulator.url}/demo"
    async with caller.http.get(url) as page:
        assert "mô phỏng" in await page.text()
    async with caller.http.post(f"{url}/people", json={"name": "Chú Ba"}) as answer:
        person = (await answer.json())["id"]
    for act in ({"act": "follow"}, {"act": "text", "text": "chào"}):
        async with caller.http.post(f"{url}/act", json={"person": person, **act}) as answer:
            assert answer.status == 200
    await caller.cs(person, buttons(query()))
    async with caller.http.get(f"{url}/state", params={"person": person}) as answer:
        talk = (await answer.json())["talk"]
    assert [(line["side"], line["text"]) for line in talk] == [("me", "chào"), ("oa", "Dạ, cô/bác chọn ạ")]
    assert talk[1]["payload"]["buttons"] == [query()]
