"""Server-sent events: every reply of a conversation after a number, then each new one as it comes.

Event ``reply``: ``id: SEQ`` and ``data: {"seq","text","buttons","images","message"}``, with ``"file"`` where
there is one; ``message`` is the page's own id of the message that it answers, or null. Event ``typing``: an
answer is being prepared. A comment every 15 seconds keeps the connection open. Replies come in order and each
number once: a page that reconnects with ``after=SEQ`` (or lets the browser send ``Last-Event-ID``) gets what
it missed, nothing twice.
"""

import contextlib
from collections.abc import Sequence

import msgspec
from aiohttp import hdrs, web

from bot.channels.webchat.hub import Hub, Listener
from bot.conversation.outbox_repository import SentReply, replies_after
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

HEARTBEAT_SECONDS = 15.0
# Replies written by another process are found by looking.
SHARED_POLL_SECONDS = 2.0
RECONNECT_AFTER_MS = 2000
REPLIES_AT_ONCE = 100

HEADERS = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    hdrs.CACHE_CONTROL: "no-store",
    "X-Accel-Buffering": "no",  # a proxy that collects the stream would keep the answers to itself
}


class ReplyStream:
    """Writes one conversation to one browser until either goes away."""

    def __init__(self, db: Database, hub: Hub, channel: str) -> None:
        """The hub tells when to look, the database what to say."""
        self._db = db
        self._hub = hub
        self._channel = channel
        self._pause = SHARED_POLL_SECONDS if db.is_shared else HEARTBEAT_SECONDS

    async def serve(self, request: web.Request, session: str, after: int) -> web.StreamResponse:
        """Ends with the connection; raises StorageUnavailable if it cannot even begin."""
        with self._hub.listen(session) as listener:
            missed = await self._replies(session, after)
            response = web.StreamResponse(headers=HEADERS)
            await response.prepare(request)
            await response.write(f"retry: {RECONNECT_AFTER_MS}\n\n".encode())
            # Once begun, no other answer fits on the wire: the page reconnects and hears then what is wrong.
            with contextlib.suppress(StorageUnavailable):
                await self._write_all(response, listener, session, after, missed)
        return response

    async def _write_all(
        self,
        response: web.StreamResponse,
        listener: Listener,
        session: str,
        after: int,
        found: Sequence[SentReply],
    ) -> None:
        while not self._hub.closed:
            for sent in found:
                await response.write(_reply_event(sent))
                after = sent.reply.seq
            if len(found) < REPLIES_AT_ONCE:
                await listener.wait(self._pause)
            typing = listener.take()
            found = await self._replies(session, after)
            if not found:
                await response.write(b"event: typing\ndata: {}\n\n" if typing else b": still here\n\n")

    async def _replies(self, session: str, after: int) -> Sequence[SentReply]:
        async with self._db.reading() as storage:
            return await replies_after(storage, self._channel, session, after, REPLIES_AT_ONCE)


def _reply_event(sent: SentReply) -> bytes:
    message = sent.answers.partition(":")[2] if sent.answers is not None else None
    data = msgspec.json.encode({"seq": sent.reply.seq, **sent.reply.body, "message": message})
    return b"id: %d\nevent: reply\ndata: %s\n\n" % (sent.reply.seq, data)
