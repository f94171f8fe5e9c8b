"""Whoever opens connections and says little keeps nobody else from an answer."""

import asyncio
import contextlib
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

pytestmark = pytest.mark.alone
MANY = 300
BEGUN = b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"


@pytest.mark.parametrize("said", [b"", BEGUN, BEGUN + b'\r\n{"session":'], ids=["nothing", "header", "body"])
async def test_slow_callers_keep_nobody_waiting(client: TestClient[Any, Any], said: bytes) -> None:
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(MANY):
            _, writer = await asyncio.open_connection("127.0.0.1", client.port)
            stack.callback(writer.close)
            writer.write(said)
            await writer.drain()
        async with asyncio.timeout(5):
            answer = await client.post("/api/chat/sessions")
        assert answer.status == 200
