"""Telegram as a channel."""

import asyncio
import logging
from collections.abc import Sequence

from aiohttp import web

from bot.channels.base import Channel, HearDate, unheard
from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.config import NAME, TelegramConfig
from bot.channels.telegram.delivery import Messages
from bot.channels.telegram.download import Downloads
from bot.channels.telegram.failures import Gone
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.polling_lease import PollingLease
from bot.channels.telegram.presence import Presence
from bot.channels.telegram.retrying import FIRST_PAUSE
from bot.channels.telegram.routes import PATH, Webhook
from bot.channels.telegram.taps import TapAnswers
from bot.channels.telegram.texts import load_texts
from bot.clock import Clock, utc_now
from bot.conversation.attachments import Attachment
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.delivery import Outgoing
from bot.conversation.inbox import Inbox
from bot.conversation.log import log_failure
from bot.conversation.replies import Reply
from bot.findings import Finding
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

# A chat shows it for five seconds.
TYPING_SECONDS = 4.5

logger = logging.getLogger("chidan.telegram")


class Telegram(Channel):
    """A bot in private chats; groups are none of its business."""

    name = NAME

    def __init__(
        self,
        config: TelegramConfig,
        db: Database,
        inbox: Inbox,
        events: ChannelEvents,
        clock: Clock = utc_now,
        first_pause: float = FIRST_PAUSE,
        hear_date: HearDate = unheard,
    ) -> None:
        """Nothing is connected before ``setup`` and the start of the application.

        ``first_pause`` in seconds is how soon what failed at the start or in polling is tried again.
        """
        self._texts = texts = load_texts()
        self._config = config
        self._events = events
        self._client = TelegramClient(config, hear_date)
        data = CallbackData(db)
        self._pace = Pace()
        self._messages = Messages(self._client, data, texts, config)
        self._downloads = Downloads(self._client, config)
        self._taps = TapAnswers(self._client)
        self._intake = Intake(inbox, events, Commands(texts.commands), data, self._taps, clock)
        lease = PollingLease(db, config.bot_id, clock)
        self._polling = Polling(self._client, self._intake, lease, first_pause)
        self._presence = Presence(self._client, config, texts.commands, first_pause)
        self._working: asyncio.Task[None] | None = None

    @property
    def notice(self) -> str:
        """That personal data should not be sent here."""
        return self._texts.notice

    def setup(self, app: web.Application) -> None:
        """Adds the route in webhook mode; the start of the application does not wait for Telegram."""
        if self._config.mode == "webhook":
            app.router.add_post(PATH, Webhook(self._config.webhook_secret, self._intake).post)
        # Nothing is taken in any more before the engine stops; what it still sends needs the connections.
        app.on_startup.append(self._start)
        app.on_shutdown.append(self._stop)
        app.on_cleanup.append(self._close)

    def findings(self) -> Sequence[Finding]:
        """What somebody should mend, for health."""
        return self._presence.findings()

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """Parts of at most 4096 units of UTF-16, buttons under the last."""
        return self._messages.fit(reply)

    async def prepare(self, message: Outgoing) -> None:
        """Waits up to three seconds until Telegram lets the chat have one more."""
        await asyncio.sleep(self._pace.reserve(message.contact_key))

    async def send(self, message: Outgoing) -> str | None:
        """Brings the part; who has blocked the bot counts as gone from then on."""
        try:
            return await self._messages.bring(message.contact_key, message.reply)
        except Gone:
            await self._person_left(message.contact_key)
            raise

    async def typing(self, contact_key: str) -> None:
        """Until it is cancelled."""
        while True:
            await self._client.show_typing(contact_key)
            await asyncio.sleep(TYPING_SECONDS)

    async def fetch(self, attachment: Attachment) -> bytes:
        """A picture of at most 10 MB from the host of the Bot API."""
        return await self._downloads.fetch(attachment)

    async def _person_left(self, contact_key: str) -> None:
        try:
            await self._events.person_left(NAME, contact_key)
        except StorageUnavailable as error:  # the next reply will say so again
            log_failure(logger, "noting that a person left", error)

    async def _start(self, _app: web.Application) -> None:
        self._working = asyncio.create_task(self._work(), name="telegram")

    async def _stop(self, _app: web.Application) -> None:
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)

    async def _close(self, _app: web.Application) -> None:
        await self._taps.close()
        await self._client.close()

    async def _work(self) -> None:
        await self._presence.open_way_in()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._presence.show_menu())
            if self._config.mode == "polling":
                tasks.create_task(self._polling.run())
