"""``/api/chat/…``: HTTP only.

A page opens a session once and keeps ``session`` and ``token``. It sends each message under an id of its own,
and again under the same id until it hears 200 or 202: the id makes both one message. Short messages in a row
are answered together: who waits for one of the earlier ones hears the id of the one that has the replies.
The token goes into the body of messages and into the query of the stream, because a browser's EventSource can
set no header; access logs must leave queries out. A photo is the body itself, so that its token is a header.
"""

from typing import Any

import msgspec
from aiohttp import hdrs, web

from bot.channels.webchat.errors import Refused
from bot.channels.webchat.photos import PhotoBox
from bot.channels.webchat.requests import (
    MessageBody,
    read_message,
    read_position,
    read_sender,
    read_wait,
)
from bot.channels.webchat.sessions import Sessions
from bot.channels.webchat.stream import ReplyStream
from bot.clock import Clock
from bot.conversation.answers import Answers
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.inbox import Accepted, InboundMessage, Inbox
from bot.conversation.record import Answered
from bot.conversation.replies import body_of


class ChatRoutes:
    """The four routes; each raises Refused or StorageUnavailable for what it cannot do."""

    def __init__(
        self,
        channel: str,
        sessions: Sessions,
        inbox: Inbox,
        answers: Answers,
        replies: ReplyStream,
        photos: PhotoBox,
        clock: Clock,
    ) -> None:
        """``channel`` is the name under which messages are stored."""
        self._channel = channel
        self._sessions = sessions
        self._inbox = inbox
        self._answers = answers
        self._replies = replies
        self._photos = photos
        self._clock = clock

    async def open_session(self, _request: web.Request) -> web.StreamResponse:
        """POST sessions: a new conversation."""
        session, token = await self._sessions.open()
        return _json(200, {"session": session, "token": token})

    async def take_message(self, request: web.Request) -> web.StreamResponse:
        """POST messages: 202 once the message is safe; with ?wait= 200 and the answer if it comes in time."""
        wait = read_wait(request)
        body = await read_message(request)
        await self._sessions.check(body.session, body.token)
        return await self._accept(self._inbound(body), wait)

    async def take_photo(self, request: web.Request) -> web.StreamResponse:
        """POST photos: the same for a photo, which is the whole body; who sends it stands in headers."""
        wait, sender = read_wait(request), read_sender(request)
        await self._sessions.check(sender.session, sender.token)
        if self._inbox.leaves_out(self._channel, sender.session, self._clock()):
            raise Refused("slow_down")
        address = await self._photos.take(request, sender.session, sender.id)
        return await self._accept(self._inbound(sender, Attachment(AttachmentKind.IMAGE, address)), wait)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """GET stream: the conversation's replies as server-sent events."""
        after = read_position(request)
        session = request.query.get("session", "")
        await self._sessions.check(session, request.query.get("token", ""))
        return await self._replies.serve(request, session, after)

    async def _accept(self, message: InboundMessage, wait: float) -> web.Response:
        accepted = await self._inbox.accept(message)
        if accepted.left_out:
            raise Refused("slow_down")
        answered = await self._answers.wait(accepted, wait) if wait else None
        return _receipt(accepted) if answered is None else _answer(answered)

    def _inbound(self, body: MessageBody, attachment: Attachment | None = None) -> InboundMessage:
        return InboundMessage(
            channel=self._channel,
            contact_key=body.session,
            external_id=f"{body.session}:{body.id}",
            text=body.text,
            payload=body.payload,
            received_at=self._clock(),
            in_pieces=not body.complete,
            attachment=attachment,
        )


def _receipt(accepted: Accepted) -> web.Response:
    return _json(202, {"accepted": True, "duplicate": accepted.duplicate})


def _answer(answered: Answered) -> web.Response:
    meta = msgspec.to_builtins(answered.meta)
    meta |= {"outcome": answered.outcome, "latency_ms": answered.latency_ms}
    answer = {"replies": [body_of(reply) for reply in answered.replies], "meta": meta}
    if answered.joined_to is not None:
        answer["joined_to"] = answered.joined_to.partition(":")[2]
    return _json(200, answer)


def _json(status: int, body: dict[str, Any]) -> web.Response:
    return web.json_response(body, status=status, headers={hdrs.CACHE_CONTROL: "no-store"})
