"""The web chat as a channel."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from aiohttp import web

from bot.channels.base import Channel
from bot.channels.webchat.errors import ErrorAnswers
from bot.channels.webchat.hub import Hub
from bot.channels.webchat.photos import PhotoBox
from bot.channels.webchat.routes import ChatRoutes
from bot.channels.webchat.sessions import Sessions
from bot.channels.webchat.stream import ReplyStream
from bot.clock import Clock, utc_now
from bot.conversation.answers import Answers
from bot.conversation.attachments import Attachment
from bot.conversation.delivery import AttachmentRefused, Outgoing
from bot.conversation.inbox import Inbox
from bot.conversation.replies import Reply
from bot.findings import Finding
from bot.storage.database import Database

NAME = "webchat"


class Webchat(Channel):
    """The outbox is what the browser reads, so sending is only telling it to look."""

    name = NAME
    notice = ""

    def __init__(
        self,
        db: Database,
        inbox: Inbox,
        answers: Answers,
        clock: Clock = utc_now,
        photos: Path | None = None,
    ) -> None:
        """``answers`` serves callers who wait for the answer to a message.

        ``photos`` is where photos wait for their turn; without it in a folder that lasts as long as this.
        """
        self._hub = Hub(db.news)
        self._folder = tempfile.TemporaryDirectory(prefix="chidan-photos-") if photos is None else None
        self._photos = PhotoBox(photos or Path(self._folder.name if self._folder else ""))
        self._routes = ChatRoutes(
            NAME, Sessions(db, clock), inbox, answers, ReplyStream(db, self._hub, NAME), self._photos, clock
        )
        self._errors = ErrorAnswers()

    def setup(self, app: web.Application) -> None:
        """Adds ``/api/chat/…``; open streams end when the application shuts down."""
        app.router.add_post("/api/chat/sessions", self._errors.around(self._routes.open_session))
        app.router.add_post("/api/chat/messages", self._errors.around(self._routes.take_message))
        app.router.add_post("/api/chat/photos", self._errors.around(self._routes.take_photo))
        # Without HEAD: a stream that may write nothing would stay open for nothing.
        app.router.add_get("/api/chat/stream", self._errors.around(self._routes.stream), allow_head=False)
        app.on_shutdown.append(self._close_streams)
        app.cleanup_ctx.append(self._tidying)

    @property
    def shows_outbox(self) -> bool:
        """Browsers read it."""
        return True

    def look(self, contact_key: str) -> None:
        """The browser fetches what is new, now or when it is back."""
        self._hub.announce(contact_key)

    def findings(self) -> Sequence[Finding]:
        """None: it needs nothing but this server."""
        return ()

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """A page shows everything in one piece."""
        return (reply,)

    async def prepare(self, message: Outgoing) -> None:
        """Nothing is done ahead."""

    async def send(self, message: Outgoing) -> None:
        """What was recorded elsewhere than in a turn: the browser is told to look."""
        self.look(message.contact_key)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The photo that the page sent; raises AttachmentRefused once it is not kept any more."""
        try:
            return await self._photos.read(attachment.address or "")
        except OSError:
            raise AttachmentRefused("expired") from None

    async def typing(self, contact_key: str) -> None:
        """Open pages show that an answer is being prepared."""
        self._hub.announce(contact_key, typing=True)

    async def _tidying(self, _app: web.Application) -> AsyncIterator[None]:
        tidying = asyncio.create_task(self._photos.keep_tidy(), name="webchat-photos")
        yield
        tidying.cancel()
        await asyncio.gather(tidying, return_exceptions=True)

    async def _close_streams(self, _app: web.Application) -> None:
        self._hub.close()
