"""One number leads through the log from receipt to sending; what people wrote does not stand in it."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa_sdk import Action

from bot.conversation.rasa_client import RasaClient
from bot.logs.setup import formatter
from bot.sidecar.actions_route import PATH, setup_actions
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.integration.chat_app import chat_app

ANSWER = {
    "outcome": "answered",
    "replies": [{"text": "Dạ, cô chú chờ em một chút ạ."}],
}


class Silent(Action):
    def name(self) -> str:
        return "action_silent"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        return []


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What the program logs, as JSON."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(as_json=True))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def rasa_that_calls(actions: TestServer) -> web.Application:
    async def turn(request: web.Request) -> web.Response:
        body = await request.json()
        call = {
            "next_action": "action_silent",
            "sender_id": body["sender"],
            "version": "3",
            "tracker": {
                "sender_id": body["sender"],
                "slots": {},
                "latest_message": {"metadata": body["metadata"]},
                "events": [],
                "paused": False,
                "followup_action": None,
                "active_loop": {},
                "latest_action_name": None,
            },
        }
        async with aiohttp.ClientSession() as http:
            answer = await http.post(actions.make_url(f"{PATH}?token=t"), json=call)
            assert answer.status == 200
        return web.json_response([{"custom": ANSWER}])

    app = web.Application()
    app.router.add_post("/webhooks/rest/webhook", turn)
    return app


async def test_one_number_shows_the_whole_way(db: Database, lines: StringIO) -> None:
    actions_app = web.Application()
    setup_actions(actions_app, [Silent()], "t")
    async with (
        TestServer(actions_app) as actions,
        TestServer(rasa_that_calls(actions)) as rasa,
        aiohttp.ClientSession() as http,
        chat_app(db, RasaClient(http, [str(rasa.make_url(""))])) as client,
    ):
        page = await ChatPage.open(client)
        await page.ask("cần giấy tờ gì ạ, số của tôi 0912345678")
        await page.read(1)
    found = [json.loads(line) for line in lines.getvalue().splitlines()]
    first = next(line["message"] for line in found if line["event"] == "accepted")
    way = [line["event"].split()[0] for line in found if line.get("message") == first]
    # A browser reads the reply in the outbox; other channels add a line when it is sent (test_sender.py).
    assert way == ["accepted", "action", "turn"]
    assert "0912345678" not in lines.getvalue()
    assert "giấy tờ" not in lines.getvalue()


def test_a_number_that_slips_in_is_masked(lines: StringIO) -> None:
    logging.getLogger("chidan.any").warning("call %s", "0912 345 678")
    try:
        raise ValueError("0912345678")
    except ValueError:
        logging.getLogger("chidan.any").exception("broken")
    text = lines.getvalue()
    assert "[số điện thoại]" in text
    assert "345678" not in text.replace(" ", "")
