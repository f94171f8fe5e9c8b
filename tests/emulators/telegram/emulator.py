"""Telegram on this machine: the Bot API for one bot, and the people who write to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.clock import Clock, utc_now
from tests.emulators.faults import Faults
from tests.emulators.loopback import serving
from tests.emulators.telegram.account import Account
from tests.emulators.telegram.api import Api, Method
from tests.emulators.telegram.chats import Chats
from tests.emulators.telegram.citizen import Citizen
from tests.emulators.telegram.crowd import Crowd
from tests.emulators.telegram.delivery import Delivery, Pauses
from tests.emulators.telegram.demo import Demo
from tests.emulators.telegram.editing import Editing
from tests.emulators.telegram.files import Files
from tests.emulators.telegram.pace import Limits, Pace
from tests.emulators.telegram.polling import Polling
from tests.emulators.telegram.posts import Posts
from tests.emulators.telegram.presence import World
from tests.emulators.telegram.profile import Profile
from tests.emulators.telegram.sending import Sending
from tests.emulators.telegram.taps import Taps
from tests.emulators.telegram.updates import Updates
from tests.emulators.telegram.webhook import Webhook

MAX_BODY = 51 * 1024 * 1024
# The real server's pauses, a hundred times as fast.
QUICK = Pauses(scale=0.01)


class TelegramEmulator:
    """``token`` and, while it runs, ``base_url`` and ``base_file_url`` are what a client needs.

    Failures are ordered by the name of the method, or ``file``; ``delivery.mischief`` doubles and shuffles.
    """

    def __init__(
        self,
        clock: Clock = utc_now,
        *,
        account: Account | None = None,
        limits: Limits | None = None,
        pauses: Pauses = QUICK,
        webhook_timeout: float = 60,
        loopback_webhooks: bool = True,
    ) -> None:
        """Nobody is there. ``loopback_webhooks`` lets addresses on this machine be http and on any port."""
        self.account = account or Account()
        self.clock = clock
        self.faults = Faults()
        self.chats = Chats()
        self.files = Files(clock)
        self.updates = Updates(clock)
        self.taps = Taps(clock)
        self.posts = Posts(clock, webhook_timeout)
        self.delivery = Delivery(self.updates, self.posts, clock, pauses)
        self.webhook = Webhook(self.updates, self.delivery, self.posts, loopback=loopback_webhooks)
        self.profile = Profile(self.account, self.chats)
        self.pace = Pace(clock, limits or Limits())
        world = World(self.account, clock, self.chats, self.files, self.updates, self.taps)
        self.crowd = Crowd(world)
        self.url = ""
        self.api = Api(self.account, self._methods(), self.files.download, self.faults, clock)

    @property
    def token(self) -> str:
        """The bot's."""
        return self.account.token

    @property
    def base_url(self) -> str:
        """In front of the token, for methods."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """In front of the token, for downloads."""
        return f"{self.url}/file/bot"

    def add_citizen(
        self, first_name: str, last_name: str | None = None, username: str | None = None
    ) -> Citizen:
        """Somebody new; the bot may write to them once they have written."""
        return self.crowd.add(first_name, last_name, username)

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator["TelegramEmulator"]:
        """Serves, and delivers once a webhook is set."""
        app = web.Application(client_max_size=MAX_BODY)
        self.api.setup(app)
        Demo(self.account, self.profile, self.files, self.crowd).setup(app)
        async with serving(app, port) as self.url:
            try:
                yield self
            finally:
                await self.delivery.aim(None)

    def _methods(self) -> dict[str, Method]:
        polling = Polling(self.updates, self.webhook)
        sending = Sending(self.account, self.chats, self.files, self.pace, self.clock)
        editing = Editing(self.chats, self.clock)
        return {
            "getMe": self.profile.get_me,
            "getUpdates": polling.get_updates,
            "setWebhook": self.webhook.set_webhook,
            "deleteWebhook": self.webhook.delete_webhook,
            "getWebhookInfo": self.webhook.get_webhook_info,
            "sendMessage": sending.send_message,
            "sendPhoto": sending.send_photo,
            "sendDocument": sending.send_document,
            "sendLocation": sending.send_location,
            "sendChatAction": sending.send_chat_action,
            "answerCallbackQuery": self.taps.answer_callback_query,
            "editMessageText": editing.edit_message_text,
            "editMessageReplyMarkup": editing.edit_message_reply_markup,
            "deleteMessage": editing.delete_message,
            "setMyCommands": self.profile.set_my_commands,
            "getMyCommands": self.profile.get_my_commands,
            "setChatMenuButton": self.profile.set_chat_menu_button,
            "getFile": self.files.get_file,
        }
