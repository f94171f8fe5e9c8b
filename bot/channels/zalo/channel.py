"""The Zalo Official Account as a channel."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
from aiohttp import web

from bot.channels.base import Channel, HearDate, unheard
from bot.channels.fitting import Form, fit
from bot.channels.own_pages import absolute
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.connection import Connection
from bot.channels.zalo.meaning import NAME
from bot.channels.zalo.messages import LONGEST_PHONE_SUBTITLE
from bot.channels.zalo.receipts import ReceiptBook
from bot.channels.zalo.routes import ZaloRoutes
from bot.channels.zalo.uploads import is_sendable
from bot.clock import Clock, utc_now
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.delivery import AttachmentRefused, Outgoing, PermanentFailure, TemporaryFailure
from bot.conversation.inbox import Inbox
from bot.conversation.replies import Reply, Template, Wanted
from bot.findings import Finding, findings_of
from bot.storage.database import Database

FORM = Form(longest_text=2_000, most_buttons=5, longest_title=100)
# Later Zalo takes approved templates only. Before that, but after two days, each message is paid for.
WINDOW = timedelta(days=7)
PATH = "/webhooks/zalo"
# Zalo shows no wish for a phone number without a picture.
PICTURE_PATH = "/zalo/phone.png"
PICTURE = Path(__file__).parent / "phone.png"

_WISH = Reply("", wants=Wanted.PHONE)

logger = logging.getLogger("chidan.zalo")


class Zalo(Channel):
    """Events come in at the webhook, replies leave through Zalo's API."""

    name = NAME
    notice = ""

    def __init__(
        self,
        config: ZaloConfig,
        db: Database,
        inbox: Inbox,
        events: ChannelEvents,
        clock: Clock = utc_now,
        hear_date: HearDate = unheard,
    ) -> None:
        """Nothing is opened before the application that it is set up in starts."""
        self._config = config
        self._db = db
        self._clock = clock
        self._hear_date = hear_date
        self._receipts = ReceiptBook(events)
        self._routes = ZaloRoutes(config, inbox, events, self._receipts, clock)
        self._connection: Connection | None = None
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    def setup(self, app: web.Application) -> None:
        """Adds the webhook; while the application runs, tokens are renewed in time."""
        app.router.add_get(PATH, self._routes.greet)
        app.router.add_post(PATH, self._routes.take)
        app.router.add_get(PICTURE_PATH, _show_phone)
        app.cleanup_ctx.append(self._lifetime)
        app.on_shutdown.append(self._finish)

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """Parts as Zalo shows them; a file of a kind that it does not take becomes its address."""
        if reply.template is not None:
            return (reply,)
        if reply.file and not is_sendable(reply.file):
            link = absolute(self._config.public_url, reply.file)
            reply = msgspec.structs.replace(reply, text=f"{reply.text}\n{link}".strip(), file=None)
        return [one for part in fit(reply, FORM, self._config.public_url) for one in _apart(part)]

    async def prepare(self, message: Outgoing) -> None:
        """Uploads what is to be uploaded."""
        if self._connection is not None:
            await self._connection.client.upload(message.reply)

    async def send(self, message: Outgoing) -> str | None:
        """Brings the part; raises one of the failures of delivery."""
        template = message.reply.template
        if template is None and self._clock() - message.heard_at > WINDOW:
            raise PermanentFailure("window_closed")
        if self._connection is None:
            raise TemporaryFailure("not_started")
        if template is not None:
            return await self._send_template(self._connection, message.contact_key, template)
        reply, public_url = message.reply, self._config.public_url
        if reply == _WISH and not public_url:
            logger.debug("a mere wish for a phone number is left out: its picture has no public address")
            return None
        picture = absolute(public_url, PICTURE_PATH) if public_url else ""
        return await self._connection.client.send(message.contact_key, reply, picture)

    async def typing(self, contact_key: str) -> None:
        """Zalo shows nothing of the kind."""

    async def fetch(self, attachment: Attachment) -> bytes:
        """A picture from Zalo's own hosts; raises AttachmentRefused, or TemporaryFailure."""
        if attachment.kind is not AttachmentKind.IMAGE or attachment.address is None:
            raise AttachmentRefused("no_picture")
        if self._connection is None:
            raise TemporaryFailure("not_started")
        return await self._connection.downloads.picture(attachment.address)

    def findings(self) -> Sequence[Finding]:
        """What an officer should mend while all goes on."""
        return findings_of((self._routes, self._connection))

    async def _send_template(self, connection: Connection, user_id: str, template: Template) -> str | None:
        number = self._config.templates.get(template.name, "")
        if not number:
            raise PermanentFailure("no_template")
        return await connection.client.send_template(user_id, number, dict(template.values))

    async def _lifetime(self, _app: web.Application) -> AsyncIterator[None]:
        connection = self._connection = Connection(self._config, self._db, self._clock, self._hear_date)
        self._tasks = (
            asyncio.create_task(connection.tokens.look_after(), name="zalo-tokens"),
            asyncio.create_task(self._receipts.run(), name="zalo-receipts"),
        )
        yield
        await connection.close()

    async def _finish(self, _app: web.Application) -> None:
        """Before anything is closed, the database too: what is under way is brought to its end."""
        connection, self._connection = self._connection, None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if connection is not None:
            await connection.finish()


async def _show_phone(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PICTURE)


def _apart(part: Reply) -> Sequence[Reply]:
    """The card that asks for the phone number has no place for buttons, nor for many words."""
    if part.wants is not Wanted.PHONE:
        return (part,)
    if not part.buttons and len(part.text) <= LONGEST_PHONE_SUBTITLE:
        return (part,)
    return (msgspec.structs.replace(part, wants=None), _WISH)
