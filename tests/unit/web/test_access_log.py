"""The access log tells what was asked for, never by whom or with which words."""

import logging

import pytest
from aiohttp import web

from bot.web.access_log import AccessLogger


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="hello")


async def test_it_names_the_route_and_leaves_out_query_code_and_address(
    aiohttp_server, aiohttp_client, caplog: pytest.LogCaptureFixture
) -> None:
    app = web.Application()
    app.router.add_get("/phieu/{code}", hello)
    caplog.set_level(logging.INFO, logger="aiohttp.access")
    client = await aiohttp_client(await aiohttp_server(app, access_log_class=AccessLogger))
    await client.get("/phieu/H19-079123456789?token=secret")
    await client.get("/nothing/here?token=secret")
    lines = [record.getMessage() for record in caplog.records if record.name == "aiohttp.access"]
    assert lines[0].startswith("GET /phieu/{code} 200 ")
    assert "GET (no such page) 404" in lines[1]
    for told in ("secret", "079123456789", "127.0.0.1", "here"):
        assert told not in caplog.text
