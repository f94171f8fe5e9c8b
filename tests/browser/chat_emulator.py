"""The chat API as the page sees it, with the network's bad days at the push of a button.

The page, its files and headers are the real ones; only what stands behind the API is played here.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

Reply = dict[str, object]


@dataclass
class Session:
    """One browser's conversation: what came in and what went out."""

    token: str
    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class ChatEmulator:
    """Answers every message by ``script``; the attributes count what happened and cause faults."""

    def __init__(self, script: Callable[[dict[str, str]], list[Reply]]) -> None:
        self.script = script
        self.sessions: dict[str, Session] = {}
        self.posts: list[dict[str, str]] = []
        self.lose_answers = 0  # so many messages are taken, and the line breaks before the 202
        self.photos: dict[str, bytes] = {}
        self.refuse_with: int | None = None
        self.answer_after = 0.15

    @property
    def accepted(self) -> list[dict[str, str]]:
        """Every message taken, each once, over all sessions."""
        return [message for session in self.sessions.values() for message in session.messages.values()]

    def expire_sessions(self) -> None:
        """Forgets every session, as a server does with old ones."""
        self.sessions.clear()

    def routes(self) -> list[web.RouteDef]:
        """The routes of the chat."""
        return [
            web.post("/api/chat/sessions", self.open_session),
            web.post("/api/chat/messages", self.take_message),
            web.post("/api/chat/photos", self.take_photo),
            web.get("/api/chat/stream", self.stream),
        ]

    async def open_session(self, request: web.Request) -> web.Response:
        """A new conversation."""
        name = secrets.token_hex(16)
        self.sessions[name] = Session(token=secrets.token_hex(16))
        return web.json_response({"session": name, "token": self.sessions[name].token})

    async def take_message(self, request: web.Request) -> web.Response:
        """Takes a message once, however often it comes."""
        body = await request.json()
        self.posts.append(body)
        if self.refuse_with is not None:
            return web.json_response({"error": "refused"}, status=self.refuse_with)
        session = self._session(body["session"], body["token"])
        duplicate = body["id"] in session.messages
        if not duplicate:
            session.messages[body["id"]] = body
            asyncio.get_running_loop().call_later(self.answer_after, self._answer, session, body)
        if self.lose_answers:
            self.lose_answers -= 1
            assert request.transport is not None
            request.transport.abort()
        return web.json_response({"accepted": True, "duplicate": duplicate}, status=202)

    async def take_photo(self, request: web.Request) -> web.Response:
        """Takes a photo once, however often it comes."""
        if self.refuse_with is not None:
            refusal = {"error": {"code": "photo_unknown", "message": "Dạ, tệp này không phải ảnh."}}
            return web.json_response(refusal, status=self.refuse_with)
        session = self._session(request.headers["X-Chat-Session"], request.headers["X-Chat-Token"])
        own_id = request.headers["X-Message-Id"]
        duplicate = own_id in self.photos
        self.photos[own_id] = await request.content.read()
        body = {"id": own_id, "text": f"hinh {len(self.photos)}"}
        if not duplicate:
            asyncio.get_running_loop().call_later(self.answer_after, self._answer, session, body)
        return web.json_response({"accepted": True, "duplicate": duplicate}, status=202)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Replies after ``after``, for as long as the browser listens."""
        session = self._session(request.query["session"], request.query["token"])
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b": hello\n\n")
        sent = int(request.query["after"])
        while True:
            for seq, reply in enumerate(session.replies[sent:], start=sent + 1):
                data = json.dumps(reply | {"seq": seq}, ensure_ascii=False)
                await response.write(f"id: {seq}\nevent: reply\ndata: {data}\n\n".encode())
                sent = seq
            session.changed.clear()
            await session.changed.wait()

    def _session(self, name: str, token: str) -> Session:
        session = self.sessions.get(name)
        if session is None:
            raise web.HTTPNotFound
        if session.token != token:
            raise web.HTTPForbidden
        return session

    def _answer(self, session: Session, message: dict[str, str]) -> None:
        session.replies.extend(reply | {"message": message["id"]} for reply in self.script(message))
        session.changed.set()
