"""The action route runs actions for Rasa and for nobody else."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from actions.registry import build_actions
from actions.services import Services
from bot.sidecar.actions_route import PATH, setup_actions
from tests.unit.actions.conftest import services as services

TOKEN = "the-right-one"
CALL = {
    "next_action": "action_greet",
    "sender_id": "s1",
    "tracker": {"sender_id": "s1", "slots": {}, "latest_message": {"text": "chào"}, "events": []},
}


@pytest.fixture
async def client(aiohttp_client, services: Services) -> TestClient:
    app = web.Application()
    setup_actions(app, build_actions(services), TOKEN)
    return await aiohttp_client(app)


@pytest.mark.parametrize("query", ["", "?token=", "?token=guess", "?token=%C3%A9", "?token=%FF"])
async def test_without_the_token_nothing_runs(client: TestClient, query: str) -> None:
    assert (await client.post(PATH + query, json=CALL)).status == 403


async def test_with_it_the_action_answers(client: TestClient) -> None:
    answer = await client.post(f"{PATH}?token={TOKEN}", json=CALL)
    assert answer.status == 200
    assert (await answer.json())["responses"][0]["custom"]["outcome"] == "chatted"


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b"{}", 400), (b'{"next_action":"action_unheard_of"}', 404)],
)
async def test_a_call_that_names_no_action_is_refused(client: TestClient, body: bytes, status: int) -> None:
    assert (await client.post(f"{PATH}?token={TOKEN}", data=body)).status == status
