"""Too many requests from one network address are answered 429; nobody else notices."""

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.limits.counter import Counter
from bot.limits.network import load_rules, network_limits
from bot.settings import PROJECT_ROOT
from bot.web.callers import FORWARDED_FOR


async def fine(_request: web.Request) -> web.Response:
    return web.Response(text="fine")


def app() -> web.Application:
    limited = web.Application(middlewares=[network_limits(Counter())])
    limited.router.add_post("/api/chat/sessions", fine)
    limited.router.add_get("/phieu/{code}", fine)
    limited.router.add_get("/", fine)
    return limited


async def test_a_network_is_stopped_where_its_minute_is_used_up_and_another_is_not() -> None:
    most = load_rules()["look_ups"].per_minute
    async with TestClient(TestServer(app())) as client:

        async def asked(path: str, address: str) -> int:
            async with client.get(path, headers={FORWARDED_FOR: address}) as answer:
                return answer.status

        got = [await asked(f"/phieu/{number}", "203.0.113.7") for number in range(most + 3)]
        assert got == [200] * most + [429] * 3
        assert await asked("/phieu/1", "203.0.113.8") == 200
        assert await asked("/", "203.0.113.7") == 200


async def test_asking_for_the_head_alone_counts_as_much() -> None:
    most = load_rules()["look_ups"].per_minute
    told = {FORWARDED_FOR: "203.0.113.7"}
    async with TestClient(TestServer(app())) as client:
        got = [(await client.head("/phieu/1", headers=told)).status for _ in range(most)]
        assert got == [200] * most
        assert (await client.head("/phieu/1", headers=told)).status == 429
        assert (await client.get("/phieu/1", headers=told)).status == 429


async def test_public_pages_are_read_more_often_than_tickets_are_looked_up() -> None:
    rules = load_rules()
    fitting = [name for name, rule in rules.items() if rule.fits("GET /thu-tuc/1.001662")]
    assert fitting == ["pages"]
    assert rules["pages"].per_minute > 2 * rules["look_ups"].per_minute


async def test_what_is_refused_says_when_to_come_back() -> None:
    most = load_rules()["sessions"].per_minute
    told = {FORWARDED_FOR: "2001:db8::1"}
    async with TestClient(TestServer(app())) as client:
        for _ in range(most):
            await client.post("/api/chat/sessions", headers=told)
        # Of IPv6 a whole network is one caller.
        async with client.post("/api/chat/sessions", headers={FORWARDED_FOR: "2001:db8::2"}) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "60")


async def test_the_api_refuses_in_the_form_of_its_errors_and_in_vietnamese() -> None:
    most = load_rules()["sessions"].per_minute
    told = {FORWARDED_FOR: "203.0.113.9"}
    async with TestClient(TestServer(app())) as client:
        for _ in range(most):
            await client.post("/api/chat/sessions", headers=told)
        async with client.post("/api/chat/sessions", headers=told) as answer:
            assert (answer.status, answer.content_type) == (429, "application/json")
            error = (await answer.json())["error"]
    assert (error["code"], error["field"]) == ("too_many_requests", None)
    assert "chờ một phút" in error["message"]


def test_the_description_names_the_refusal_of_each_limited_path_of_the_api() -> None:
    described = msgspec.yaml.decode((PROJECT_ROOT / "bot" / "web" / "openapi.yml").read_bytes())["paths"]
    limited = {
        path for rule in load_rules().values() for path in rule.paths if path.split()[1].startswith("/api/")
    }
    for method, path in (one.split() for one in limited):
        assert "429" in described[path][method.lower()]["responses"], path


async def test_the_machine_itself_is_not_counted() -> None:
    most = load_rules()["sessions"].per_minute
    async with TestClient(TestServer(app())) as client:
        got = {(await client.post("/api/chat/sessions")).status for _ in range(most + 5)}
    assert got == {200}


def test_every_rule_fits_a_route_of_the_program() -> None:
    for name, rule in load_rules().items():
        assert rule.per_minute >= 60, name
        assert all(path.split()[0] in ("GET", "POST") and "/" in path for path in rule.paths), name
