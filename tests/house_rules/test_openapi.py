"""The API and its description are the same, down to the form of errors."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Parts, build_app
from bot.department import load_department
from bot.storage.upgrade import upgrade
from procedures_kb.loader import KnowledgeBase, load_knowledge_base

ROOT = Path(__file__).resolve().parents[2]
FILES = ("/the.pdf", "/the.png")  # of the pages only these are for programs too


@pytest.fixture(scope="module")
def knowledge_base() -> KnowledgeBase:
    """Read once; no test here changes it."""
    return load_knowledge_base()


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One for all: what a test leaves there no other looks for."""
    url = f"sqlite:///{tmp_path_factory.mktemp('openapi') / 'chidan.db'}"
    upgrade(url)
    return url


@pytest.fixture
async def client(database_url: str, knowledge_base: KnowledgeBase) -> AsyncIterator[TestClient]:
    """The whole program before a Rasa that does not answer."""
    app = build_app(
        Parts(
            database_url=database_url,
            department=load_department(ROOT / "bot" / "department.yml"),
            knowledge_base=knowledge_base,
            rasa_urls=("http://127.0.0.1:9",),
            rasa_answers=rasa_does_not_answer,
            actions_token="token",
        )
    )
    async with TestClient(TestServer(app)) as client:
        yield client


async def rasa_does_not_answer() -> bool:
    return False


@pytest.fixture
async def description(client: TestClient) -> dict[str, Any]:
    answer = await client.get("/api/openapi.json")
    assert answer.status == 200
    return await answer.json()


def registered_operations(app: web.Application) -> set[tuple[str, str]]:
    return {
        (route.resource.canonical, route.method.lower())
        for route in app.router.routes()
        if route.resource is not None
        and (route.resource.canonical.startswith("/api/") or route.resource.canonical.endswith(FILES))
        and route.method != "HEAD"
    }


def described_operations(description: dict[str, Any]) -> set[tuple[str, str]]:
    return {(path, method) for path, methods in description["paths"].items() for method in methods}


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


async def test_each_route_is_described_and_nothing_else(
    client: TestClient, description: dict[str, Any]
) -> None:
    assert described_operations(description) == registered_operations(client.app)


async def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    for reference in references(description):
        node: Any = description
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


async def test_every_path_parameter_is_described(description: dict[str, Any]) -> None:
    for path, methods in description["paths"].items():
        for operation in methods.values():
            described = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
            assert described == set(re.findall(r"\{(\w+)\}", path)), path


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/chat/messages", "{", 400),
        ("POST", "/api/chat/messages", "{}", 422),
        ("POST", "/api/chat/messages", '{"session":"none","token":"t","id":"1","text":"a"}', 404),
        pytest.param("POST", "/api/chat/messages", " " * 600_000, 413, id="too large"),
        ("GET", "/api/chat/stream?session=none&token=t", "", 404),
        ("GET", "/api/chat/stream?session=none&token=t&after=x", "", 422),
        ("GET", "/api/procedures/9.999999", "", 404),
        pytest.param("GET", "/api/procedures?q=" + "a" * 201, "", 422, id="too long"),
    ],
)
async def test_errors_come_as_described(
    client: TestClient, description: dict[str, Any], method: str, path: str, body: str, status: int
) -> None:
    answer = await client.request(method, path, data=body)
    assert answer.status == status
    error = (await answer.json())["error"]
    assert error["code"]
    assert error["message"]
    plain = path.partition("?")[0].replace("/9.999999", "/{code}")
    assert str(status) in description["paths"][plain][method.lower()]["responses"]


async def test_answers_come_as_described(client: TestClient, description: dict[str, Any]) -> None:
    opened = await client.post("/api/chat/sessions")
    assert str(opened.status) in description["paths"]["/api/chat/sessions"]["post"]["responses"]
    body = await opened.json() | {"id": "1", "text": "xin chao"}
    sent = await client.post("/api/chat/messages", json=body)
    assert sent.status == 202
    assert set(await sent.json()) == set(description["components"]["schemas"]["Receipt"]["properties"])
    found = await (await client.get("/api/procedures", params={"q": "sang ten"})).json()
    summary = description["components"]["schemas"]["SearchResult"]["properties"]["procedures"]["items"]
    assert set(found["procedures"][0]) == set(summary["required"])
    record = await (await client.get("/api/procedures/1.013978")).json()
    assert set(record) == set(description["components"]["schemas"]["Procedure"]["properties"])
