"""Which process Rasa calls for an action, over real HTTP."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from rasa.plugin import plugin_manager
from rasa.utils.endpoints import EndpointConfig

from bot.nlu import serving
from bot.nlu.action_calls import ActionsOfTheAsker


class ActionServer:
    """Writes down what it is asked and over how many connections."""

    def __init__(self) -> None:
        self.tokens: list[str | None] = []
        self.bodies: list[Any] = []
        self.connections: set[Any] = set()
        self.url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator["ActionServer"]:
        app = web.Application()
        app.router.add_post("/rasa/actions", self._run)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/rasa/actions"
        yield self
        await runner.cleanup()

    async def _run(self, request: web.Request) -> web.Response:
        self.tokens.append(request.query.get("token"))
        self.bodies.append(await request.json())
        self.connections.add(request.transport)
        return web.json_response({"events": [], "responses": []})


def call(address: object) -> dict[str, Any]:
    return {"tracker": {"latest_message": {"metadata": {"actions": address}}}}


def endpoint(usual: ActionServer, **more: str) -> ActionsOfTheAsker:
    return ActionsOfTheAsker(EndpointConfig(usual.url, token="t", enable_selective_domain=True, **more))


async def counts(address: str | None, *, times: int = 1, **more: str) -> tuple[ActionServer, ActionServer]:
    """The usual server and the one that asked, after so many calls that name the address."""
    async with ActionServer().running() as usual, ActionServer().running() as asker:
        actions = endpoint(usual, **more)
        named = asker.url if address == "asker" else address
        for _ in range(times):
            await actions.request(json=call(named), method="post", timeout=5)
        return usual, asker


def test_an_action_is_called_where_the_message_says_with_the_token() -> None:
    usual, asker = asyncio.run(counts("asker"))
    assert (usual.tokens, asker.tokens) == ([], ["t"])


def test_only_the_last_two_messages_are_told() -> None:
    async def told() -> Any:
        async with ActionServer().running() as usual:
            said = [
                {"event": "user", "text": str(at), "timestamp": float(at), "parse_data": {}}
                for at in range(3)
            ]
            events = [
                said[0],
                {"event": "slot", "name": "a"},
                said[1],
                said[2],
                {"event": "bot", "text": "Dạ"},
            ]
            body = {"next_action": "action_a", "tracker": {"slots": {"a": 1}, "events": events}}
            await endpoint(usual).request(json=body, method="post", timeout=5)
            assert len(events) == 5
            return usual.bodies

    said = [{"event": "user", "text": str(at), "timestamp": float(at)} for at in (1, 2)]
    told_of = {"next_action": "action_a", "tracker": {"slots": {"a": 1}, "events": said}}
    assert asyncio.run(told()) == [told_of]


def test_connections_are_kept() -> None:
    _, asker = asyncio.run(counts("asker", times=20))
    assert (len(asker.tokens), len(asker.connections)) == (20, 1)


@pytest.mark.parametrize(
    "address",
    [
        None,
        5,
        "",
        "http://169.254.169.254/latest/meta-data",
        "http://example.org/rasa/actions",
        "http://127.0.0.1@example.org/",
        "http://127.0.0.1.example.org/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "http://[::1",
        "127.0.0.1:80",
    ],
)
def test_any_other_address_is_passed_over(address: Any) -> None:
    usual, asker = asyncio.run(counts(address))
    assert (usual.tokens, asker.tokens) == (["t"], [])


def test_hosts_that_were_named_are_allowed() -> None:
    actions = endpoint(ActionServer(), hosts="app1,app2")
    assert actions._allows("http://app2:8080/rasa/actions")
    assert not actions._allows("http://app3:8080/rasa/actions")
    assert not actions._allows("http:///rasa/actions")


def test_a_call_of_other_shape_goes_to_the_usual_address() -> None:
    async def called() -> ActionServer:
        async with ActionServer().running() as usual:
            actions = endpoint(usual)
            for body in ({}, {"tracker": None}, {"tracker": {"latest_message": None}}):
                await actions.request(json=body, method="post")
            return usual

    assert len(asyncio.run(called()).tokens) == 3


def test_what_the_server_refuses_is_told_as_rasa_tells_it() -> None:
    async def refused() -> None:
        async with ActionServer().running() as usual:
            await endpoint(usual).request(json=call(usual.url + "/none"), method="post")

    with pytest.raises(aiohttp.ClientError):
        asyncio.run(refused())


def test_rasa_serves_by_our_function_where_it_would_by_its_own() -> None:
    serving.register()
    run = argparse.Namespace(func=None, endpoints="e", credentials="c")
    other = argparse.Namespace(func=None)
    for arguments in (run, other):
        plugin_manager().hook.configure_commandline(cmdline_arguments=arguments)
    assert (run.func, other.func) == (serving.serve, None)
