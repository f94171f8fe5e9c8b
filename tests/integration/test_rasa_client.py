"""Rasa's REST channel, spoken over real HTTP with a server that misbehaves on request."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import ANY

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.outcomes import Outcome
from bot.conversation.rasa_client import RasaClient, rasa_http
from bot.conversation.rasa_server import REST_SECONDS

GOOD = {
    "outcome": "answered",
    "replies": [
        {"text": "Dạ, có 4 giấy tờ", "buttons": [{"title": "Phí", "payload": "/ask_fee"}], "images": []}
    ],
    "meta": {
        "intent": "ask_papers",
        "intent_confidence": 0.93,
        "aspect": "papers",
        "procedure": {"code": "1.013831", "confidence": 0.91},
        "candidates": [{"code": "1.013831", "confidence": 0.91}],
        "dossier_code": None,
        "track": None,
    },
    "provenance": [{"procedure": "1.013831", "fields": ["papers"], "version": "abc"}],
    "about": "1.013831",
}


class RasaEmulator:
    """Answers like ``rasa run`` with our actions, or as the test says."""

    def __init__(self) -> None:
        self.raw: bytes | None = None
        self.json: Any = [{"recipient_id": "s", "custom": GOOD}]
        self.status = 200
        self.seconds = 0.0
        self.healthy = True
        self.messages: list[dict[str, str]] = []
        self.looks = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/", self._hello)
        app.router.add_post("/webhooks/rest/webhook", self._message)
        return app

    async def _hello(self, _request: web.Request) -> web.Response:
        self.looks += 1
        return web.Response(text="Hello from Rasa: 3.6.21", status=200 if self.healthy else 503)

    async def _message(self, request: web.Request) -> web.Response:
        self.messages.append(await request.json())
        await asyncio.sleep(self.seconds)
        if self.raw is not None:
            return web.Response(body=self.raw, status=self.status)
        return web.json_response(self.json, status=self.status)


@pytest.fixture
async def rasa() -> RasaEmulator:
    return RasaEmulator()


@pytest.fixture
async def server(rasa: RasaEmulator) -> AsyncIterator[TestServer]:
    async with TestServer(rasa.app()) as running:
        yield running


@pytest.fixture
async def client(server: TestServer) -> AsyncIterator[RasaClient]:
    async with rasa_http() as http:
        yield RasaClient(http, [str(server.make_url("/"))], timeout=0.5)


async def test_an_answer_arrives_whole(client: RasaClient, rasa: RasaEmulator) -> None:
    answer = await client.ask("s1", "sang tên cần giấy tờ gì", "1.012784")
    passing = {"actions": None, "question": ANY, "message": None}
    metadata = {"about": "1.012784", "phone": None, **passing}
    assert rasa.messages == [{"sender": "s1", "message": "sang tên cần giấy tờ gì", "metadata": metadata}]
    assert answer.about == "1.013831"
    assert answer.outcome is Outcome.ANSWERED
    assert answer.replies[0].buttons[0].payload == "/ask_fee"
    assert answer.meta.procedure is not None
    assert answer.meta.procedure.code == "1.013831"
    assert answer.provenance[0].fields == ("papers",)


async def test_an_empty_list_is_an_answer_without_an_outcome(client: RasaClient, rasa: RasaEmulator) -> None:
    rasa.json = []
    assert await client.ask("s1", "phí", None) == NluAnswer()


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (500, b"Internal Server Error"),
        (404, b"{}"),
        (200, b""),
        (200, b"<html>"),
        (200, b"\xff"),
        (200, b"{}"),
        (200, b'[{"recipient_id":"s","text":"utter_default"}]'),
        (200, b'[{"custom":{"outcome":"solved","replies":[]}}]'),
        (200, b'[{"custom":{"outcome":"answered","replies":[{"text":5}]}}]'),
    ],
)
async def test_garbage_is_no_answer(client: RasaClient, rasa: RasaEmulator, status: int, raw: bytes) -> None:
    rasa.status, rasa.raw = status, raw
    with pytest.raises(NluUnavailable) as failure:
        await client.ask("s1", "phí", None)
    assert failure.value.reached


async def test_silence_ends_with_the_time_limit_and_costs_it_once(
    client: RasaClient, rasa: RasaEmulator
) -> None:
    rasa.seconds, rasa.healthy = 5, False
    with pytest.raises(NluUnavailable) as failure:
        await client.ask("s1", "phí", None)
    assert not failure.value.reached
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(NluUnavailable):
            await client.ask("s1", "phí", None)
    assert time.monotonic() - started < 0.2
    assert len(rasa.messages) == 1


async def test_after_a_failure_health_comes_before_the_next_message(
    client: RasaClient, rasa: RasaEmulator
) -> None:
    rasa.status, rasa.raw, rasa.healthy = 500, b"", False
    with pytest.raises(NluUnavailable):
        await client.ask("s1", "phí", None)
    await asyncio.sleep(REST_SECONDS + 0.05)
    with pytest.raises(NluUnavailable):
        await client.ask("s1", "phí", None)
    assert (rasa.looks, len(rasa.messages)) == (1, 1)
    rasa.status, rasa.raw, rasa.healthy = 200, None, True
    await asyncio.sleep(REST_SECONDS + 0.05)
    assert (await client.ask("s1", "phí", None)).outcome is Outcome.ANSWERED


async def test_nobody_there_is_noticed_at_once() -> None:
    async with rasa_http() as http:
        client = RasaClient(http, ["http://127.0.0.1:1"])
        started = time.monotonic()
        with pytest.raises(NluUnavailable):
            await client.ask("s1", "phí", None)
    assert time.monotonic() - started < 1


async def test_another_server_answers_where_the_first_is_gone(server: TestServer) -> None:
    async with rasa_http() as http:
        client = RasaClient(http, ["http://127.0.0.1:1", str(server.make_url("/"))])
        for sender in ("a", "b", "c", "d"):
            assert (await client.ask(sender, "phí", None)).outcome is Outcome.ANSWERED


async def test_a_conversation_stays_with_its_server() -> None:
    emulators = [RasaEmulator(), RasaEmulator()]
    async with (
        TestServer(emulators[0].app()) as one,
        TestServer(emulators[1].app()) as two,
        rasa_http() as http,
    ):
        client = RasaClient(http, [str(one.make_url("/")), str(two.make_url("/"))])
        for number in range(40):
            await client.ask(f"s{number % 10}", "phí", None)
    seen = [{message["sender"] for message in emulator.messages} for emulator in emulators]
    assert not seen[0] & seen[1]
    assert all(seen)
