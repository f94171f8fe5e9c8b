"""A browser's half of the web chat, over real HTTP."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient


class ChatPage:
    """One session; keeps the number of the last reply as the page does."""

    def __init__(self, http: TestClient[Any, Any], session: str, token: str) -> None:
        self.http = http
        self.session = session
        self.token = token
        self.seq = 0
        self._ids = itertools.count(1)

    @classmethod
    async def open(cls, http: TestClient[Any, Any]) -> "ChatPage":
        """Opens a new session."""
        async with http.post("/api/chat/sessions") as response:
            assert response.status == 200, await response.text()
            return cls(http, **await response.json())

    async def post(self, wait: float | None = None, **body: Any) -> ClientResponse:
        """Sends a message; ``session``, ``token`` and ``id`` are filled in where the test gives none."""
        message = {"session": self.session, "token": self.token, "id": f"m{next(self._ids)}"}
        # What tests send is complete, so that they need not wait for more; pieces say otherwise.
        message |= {"complete": True} | body
        params = {} if wait is None else {"wait": str(wait)}
        response = await self.http.post("/api/chat/messages", json=message, params=params)
        await response.read()
        return response

    async def ask(self, text: str, wait: float = 10) -> dict[str, Any]:
        """Sends a text and waits for its answer."""
        response = await self.post(wait, text=text)
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer

    async def events(self, **query: Any) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Name and data of each event, from after the last reply seen, until the stream ends."""
        params = {"session": self.session, "token": self.token, "after": str(self.seq)} | query
        async with self.http.get("/api/chat/stream", params=params) as response:
            assert response.status == 200, await response.text()
            event: dict[str, str] = {}
            async for raw in response.content:
                line = raw.decode().rstrip("\n")
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                    continue
                if "event" in event:
                    yield event["event"], self._seen(event)
                event = {}

    def _seen(self, event: dict[str, str]) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(event["data"])
        if event["event"] == "reply":
            assert int(event["id"]) == data["seq"]
            self.seq = data["seq"]
        return data

    async def read(self, count: int, seconds: float = 10, **query: Any) -> list[dict[str, Any]]:
        """The next so many replies; the connection is then dropped as a lost network drops it."""
        replies: list[dict[str, Any]] = []
        async with asyncio.timeout(seconds):
            async for name, data in self.events(**query):
                if name == "reply":
                    replies.append(data)
                if len(replies) == count:
                    return replies
        raise AssertionError(f"the stream ended after {len(replies)} replies")
