"""What the server writes down tells what was asked for, never by whom or with which words."""

import asyncio
import logging

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.web.access_log import AccessLogger, server_logger


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="hello")


@pytest.fixture
async def client(aiohttp_server, aiohttp_client, caplog: pytest.LogCaptureFixture) -> TestClient:
    app = web.Application()
    app.router.add_get("/phieu/{code}", hello)
    caplog.set_level(logging.INFO)
    return await aiohttp_client(
        await aiohttp_server(app, access_log_class=AccessLogger, logger=server_logger())
    )


async def test_it_names_the_route_and_leaves_out_query_code_and_address(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    await client.get("/phieu/H19-079123456789?token=secret")
    await client.get("/nothing/here?token=secret")
    lines = [record.getMessage() for record in caplog.records if record.name == "aiohttp.access"]
    assert lines[0].startswith("GET /phieu/{code} 200 ")
    assert "GET (no such page) 404" in lines[1]
    for told in ("secret", "079123456789", "127.0.0.1", "here"):
        assert told not in caplog.text


@pytest.mark.parametrize(
    "raw",
    [
        b"SECRET /phieu/secret HTTP/1.1\r\n\r\n",
        b"GET /phieu/1?q=secret" + b"+" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nsecret\r\n\r\n",
        b"secret\r\n\r\n",
    ],
    ids=["method", "line", "header", "noise"],
)
async def test_what_is_no_http_is_answered_and_not_quoted(
    client: TestClient, caplog: pytest.LogCaptureFixture, raw: bytes
) -> None:
    reader, writer = await asyncio.open_connection(client.server.host, client.server.port)
    writer.write(raw)
    answer = await reader.read()
    writer.close()
    assert answer.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    for told in ("secret", "SECRET", "127.0.0.1", "Traceback"):
        assert told not in caplog.text
