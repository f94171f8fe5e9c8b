"""Input that nobody should send: a clear answer, never a 500, and nothing lost."""

import asyncio
import json
import unicodedata
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.clock import utc_now
from bot.conversation.inbox import InboundMessage
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app, open_inbox


@pytest.fixture
async def nlu() -> FakeNlu:
    return FakeNlu()


@pytest.fixture
async def http(db: Database, nlu: FakeNlu) -> AsyncIterator[TestClient[Any, Any]]:
    async with chat_app(db, nlu) as client:
        yield client


@pytest.fixture
async def page(http: TestClient[Any, Any]) -> ChatPage:
    return await ChatPage.open(http)


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"text": ""}, 422, "empty", "text"),
        ({"text": " \n\t "}, 422, "empty", "text"),
        ({"text": "\u0000\u200b"}, 422, "empty", "text"),
        ({}, 422, "empty", "text"),
        ({"text": "ấ" * 200_000}, 413, "too_large", None),
        ({"text": 5}, 422, "wrong_shape", "text"),
        ({"text": ["phí"]}, 422, "wrong_shape", "text"),
        ({"text": "phí", "id": ""}, 422, "wrong_shape", "id"),
        ({"text": "phí", "id": "a" * 65}, 422, "wrong_shape", "id"),
        ({"text": "phí", "id": "a b\u0000"}, 422, "wrong_shape", "id"),
        ({"text": "phí", "id": None}, 422, "wrong_shape", "id"),
        ({"payload": "/ask_fee; DROP TABLE inbox"}, 422, "wrong_shape", "payload"),
        ({"payload": "/restart"}, 422, "wrong_shape", "payload"),
        ({"payload": '/session_start{"a":"b"}'}, 422, "wrong_shape", "payload"),
        ({"payload": '/ask_fee{"procedure":"<b>"}'}, 422, "wrong_shape", "payload"),
        ({"text": "phí", "session": "nobody"}, 404, "unknown_session", "session"),
        ({"text": "phí", "session": "\u0000'--"}, 404, "unknown_session", "session"),
        ({"text": "phí", "session": "x" * 5000}, 404, "unknown_session", "session"),
        ({"text": "phí", "token": "wrong"}, 403, "wrong_token", "token"),
        ({"text": "phí", "token": ""}, 403, "wrong_token", "token"),
    ],
    ids=lambda value: repr(value)[:30],
)
async def test_refusals_name_what_is_wrong(
    page: ChatPage, nlu: FakeNlu, body: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    response = await page.post(wait=1, **body)
    error = (await response.json())["error"]
    assert (response.status, error["code"], error["field"]) == (status, code, field)
    assert error["message"].startswith("Dạ")
    assert nlu.asked == []


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"session":"\\ud800', 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b"{}", 422),
        (b"[" * 50_000, 422),
        (b'{"more":' + b"[" * 30_000, 400),
        (b'{"text":"phi \xff', 400),
        (b"x" * 600_000, 413),
    ],
    ids=lambda value: repr(value)[:20],
)
async def test_bodies_that_are_no_message(http: TestClient[Any, Any], raw: bytes, status: int) -> None:
    async with http.post("/api/chat/messages", data=raw) as response:
        assert response.status == status
        assert (await response.json())["error"]["message"]


async def test_a_body_that_is_not_compressed_as_it_says(http: TestClient[Any, Any]) -> None:
    async with http.post(
        "/api/chat/messages", data=b"no gzip", headers={"Content-Encoding": "gzip"}
    ) as response:
        assert response.status == 400
        assert (await response.json())["error"]["code"] == "invalid_json"


async def test_a_stream_has_no_head(page: ChatPage) -> None:
    params = {"session": page.session, "token": page.token}
    async with page.http.head("/api/chat/stream", params=params) as response:
        assert response.status == 405


@pytest.mark.parametrize("wait", ["abc", "-1", "nan", "inf", ""])
async def test_a_wait_that_is_no_number_of_seconds(page: ChatPage, wait: str) -> None:
    message = {"session": page.session, "token": page.token, "id": "1", "text": "phí"}
    async with page.http.post("/api/chat/messages", params={"wait": wait}, json=message) as response:
        assert response.status == 422


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"session": "nobody"}, 404),
        ({"session": ""}, 404),
        ({"token": "wrong"}, 403),
        ({"token": "\ud800".encode("utf-8", "replace").decode()}, 403),
        ({"after": "x"}, 422),
        ({"after": "-1"}, 422),
        ({"after": "9" * 30}, 422),
    ],
)
async def test_streams_that_cannot_be_opened(page: ChatPage, query: dict[str, str], status: int) -> None:
    params = {"session": page.session, "token": page.token, "after": "0"} | query
    async with page.http.get("/api/chat/stream", params=params) as response:
        assert response.status == status


@pytest.mark.parametrize("text", ["🙂🙂🙂", "???", "/", "\u202e\u2066!"])
async def test_what_holds_no_word_gets_a_polite_answer(page: ChatPage, nlu: FakeNlu, text: str) -> None:
    response = await page.post(wait=5, text=text)
    if response.status == 200:
        answer = await response.json()
        assert answer["meta"]["outcome"] == "refused"
        assert answer["replies"][0]["text"].startswith("Dạ")
    else:
        assert response.status == 422
    assert nlu.asked == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("giấy\u0000 tờ", "giấy tờ"),
        (unicodedata.normalize("NFD", "giấy tờ"), "giấy tờ"),
        ("<script>alert(1)</script> phí", "<script>alert(1)</script> phí"),
        ('/restart{"a":"b"}', 'restart{"a":"b"}'),
        ("phí\r\n\r\nid: 99", "phí id: 99"),
        ("a" * 2000, "a" * 2000),
        ("phí \ud800 gì", "phí gì"),
        ("𝐩𝐡𝐢 ｓổ", "phi sổ"),
        ("s\u0338\u0321ổ\u0337\u034e \u202eđỏ\u202c", "sổ đỏ"),
    ],
    ids=lambda value: repr(value)[:20],
)
async def test_odd_texts_are_answered(page: ChatPage, nlu: FakeNlu, typed: str, asked: str) -> None:
    answer = await page.ask(typed)
    assert nlu.asked == [asked]
    assert answer["replies"][0]["text"] == f"về {asked}"
    assert (await page.read(1))[0]["text"] == f"về {asked}"


async def test_of_64_kb_the_beginning_is_read_and_the_answer_says_so(page: ChatPage, nlu: FakeNlu) -> None:
    answer = await page.ask("sổ đỏ " * 11_000)
    note, reply = (reply["text"] for reply in answer["replies"])
    assert "chỉ đọc được phần đầu" in note
    assert reply == f"về {nlu.asked[0]}"
    assert 1990 < len(nlu.asked[0]) <= 2000
    assert nlu.asked[0].endswith("sổ đỏ")
    assert answer["meta"]["outcome"] == "answered"


async def test_half_a_letter_at_the_end_of_a_text_is_dropped(page: ChatPage, nlu: FakeNlu) -> None:
    body = (
        f'{{"session":"{page.session}","token":"{page.token}","id":"1","complete":true,"text":"phí s'.encode()
    )
    async with page.http.post("/api/chat/messages?wait=5", data=body + b'\xe1\xbb"}') as response:
        assert response.status == 200
    assert nlu.asked == ["phí s\ufffd"]


@pytest.mark.parametrize(
    "text", ["What documents do I need to transfer land?", "你好，请问土地证怎么办理", "привет как дела"]
)
async def test_other_languages_are_told_so_in_two(page: ChatPage, nlu: FakeNlu, text: str) -> None:
    answer = await page.ask(text)
    assert answer["meta"]["outcome"] == "out_of_scope"
    vietnamese, english = answer["replies"][0]["text"].split("\n")
    assert "chỉ hiểu tiếng Việt" in vietnamese
    assert "only understand Vietnamese" in english
    assert nlu.asked == []


async def test_a_sticker_is_told_that_only_words_are_read(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        inbox = open_inbox(db)
        await inbox.accept(InboundMessage("webchat", page.session, "sticker", None, None, utc_now()))
        [reply] = await page.read(1)
    assert "chỉ đọc được chữ" in reply["text"]


async def test_a_button_is_a_payload_and_a_forged_one_only_its_title(page: ChatPage, nlu: FakeNlu) -> None:
    await page.post(wait=5, payload='/ask_fee{"procedure":"1.013831"}')
    await page.post(wait=5, payload='/ask_fee{"procedure":"1.013831"}', text="Phí")
    await page.post(wait=5, payload="/ask_fee{}", text="Phí")
    payload = '/ask_fee{"procedure":"1.013831"}'
    assert nlu.asked == [payload, payload, "Phí"]


async def test_a_button_that_tells_the_citizens_case_is_obeyed(page: ChatPage, nlu: FakeNlu) -> None:
    payloads = [f'/tell_situation{{"case":"1.013831/{told}"}}' for told in ("sale", "~loan", "+how.3")]
    for payload in payloads:
        await page.post(wait=5, payload=payload, text="Trường hợp khác")
    assert nlu.asked == payloads


async def test_no_body_of_any_kind_makes_a_500(page: ChatPage) -> None:
    values: list[Any] = [None, 0, -1, True, [], {}, "", "x" * 300, "\u0000", "🙂", "{}", "../..", 1e308]
    bodies = [{field: value} for field in ("session", "token", "id", "text", "payload") for value in values]

    async def status_of(body: dict[str, Any]) -> int:
        data = json.dumps({"session": page.session, "token": page.token, "id": "1", "text": "phí"} | body)
        async with page.http.post("/api/chat/messages", data=data) as response:
            await response.json()
            return response.status

    statuses = await asyncio.gather(*(status_of(body) for body in bodies))
    assert set(statuses) <= {202, 403, 404, 422}
