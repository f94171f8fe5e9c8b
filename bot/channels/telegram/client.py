"""The Bot API: every call with a time limit, and its failures in our own words."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, TypeVar

import httpx
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
)
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.base import HearDate, unheard
from bot.channels.telegram.config import TelegramConfig
from bot.channels.telegram.failures import TokenRefused, failure_of
from bot.channels.telegram.quiet import quiet_library
from bot.channels.telegram.updates import ALLOWED_UPDATES
from bot.conversation.delivery import DeliveryUnknown

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 7.0
# Of one call. The sender gives a reply ten seconds.
WHOLE_SECONDS = 6.5
# How long Telegram holds a call for updates open while there are none.
POLL_SECONDS = 25
CONNECTIONS = 32  # twice as many as replies are sent at once: typing and answered taps come on top
WEBHOOK_CONNECTIONS = 40

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup
Result = TypeVar("Result")


class TelegramClient:
    """One bot. Calls raise TemporaryFailure, PermanentFailure or DeliveryUnknown."""

    def __init__(self, config: TelegramConfig, hear_date: HearDate = unheard) -> None:
        """Connects to nothing yet; ``hear_date`` takes the Date of each answer."""
        quiet_library()
        self._requests = (_request(CONNECTIONS, hear_date), _request(1, hear_date))
        self._bot = Bot(
            config.token,
            base_url=f"{config.api_root}/bot",
            base_file_url=f"{config.api_root}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        self.token_refused = False

    async def close(self) -> None:
        """Ends the connections."""
        await asyncio.gather(*(request.shutdown() for request in self._requests))

    async def send_text(self, chat: str, text: str, markup: Markup | None) -> str:
        """The number of the message. Addresses in it bring no picture of their page along."""
        no_preview = LinkPreviewOptions(is_disabled=True)
        work = self._bot.send_message(chat, text, reply_markup=markup, link_preview_options=no_preview)
        return str((await self._done(work)).message_id)

    async def send_picture(self, chat: str, picture: str | bytes, name: str, seconds: float) -> str:
        """The number of the message; what is at an address Telegram fetches itself."""
        work = self._bot.send_photo(chat, picture, filename=name)
        return str((await self._done(work, seconds)).message_id)

    async def send_file(self, chat: str, file: str | bytes, name: str, seconds: float) -> str:
        """The same for a file, which people get under that name."""
        work = self._bot.send_document(chat, file, filename=name)
        return str((await self._done(work, seconds)).message_id)

    async def show_typing(self, chat: str) -> None:
        """For five seconds."""
        await self._done(self._bot.send_chat_action(chat, ChatAction.TYPING))

    async def answer_tap(self, query_id: str) -> None:
        """The button stops spinning."""
        await self._done(self._bot.answer_callback_query(query_id))

    async def file_path(self, file_id: str) -> tuple[str, int]:
        """Where a file can be fetched for an hour, with the token in the address, and its size or 0."""
        file = await self._done(self._bot.get_file(file_id))
        return file.file_path or "", file.file_size or 0

    async def show_menu(self, commands: Mapping[str, str]) -> None:
        """Titles by the names of commands, behind the menu button."""
        await self._done(self._bot.set_my_commands([BotCommand(*command) for command in commands.items()]))
        await self._done(self._bot.set_chat_menu_button(menu_button=MenuButtonCommands()))

    async def set_webhook(self, url: str, secret: str) -> None:
        """Updates are posted there."""
        await self._done(
            self._bot.set_webhook(
                url,
                secret_token=secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=WEBHOOK_CONNECTIONS,
            )
        )

    async def delete_webhook(self) -> None:
        """Updates wait to be asked for; none is dropped."""
        await self._done(self._bot.delete_webhook(drop_pending_updates=False))

    async def updates(self, offset: int) -> Sequence[Any]:
        """Updates from that number on, as they came; those before it are dropped. Waits for the first."""
        asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": list(ALLOWED_UPDATES)}
        # Not get_updates: one update that the library cannot read would hide the others for ever.
        work = self._bot.do_api_request(
            "getUpdates", api_kwargs=asked, read_timeout=POLL_SECONDS + ANSWER_SECONDS
        )
        found = await self._done(work, POLL_SECONDS + ANSWER_SECONDS + CONNECT_SECONDS)
        return found if isinstance(found, list) else ()

    async def _done(self, work: Awaitable[Result], seconds: float = WHOLE_SECONDS) -> Result:
        try:
            async with asyncio.timeout(seconds):
                result = await work
        except TimeoutError:
            raise DeliveryUnknown("timeout") from None
        except TelegramError as error:
            failure = failure_of(error)
            self.token_refused |= isinstance(failure, TokenRefused)
            raise failure from None
        self.token_refused = False
        return result


def _request(connections: int, hear: HearDate) -> HTTPXRequest:
    async def answered(response: httpx.Response) -> None:
        hear(response.headers.get("Date"))

    return HTTPXRequest(
        connections,
        read_timeout=ANSWER_SECONDS,
        write_timeout=ANSWER_SECONDS,
        connect_timeout=CONNECT_SECONDS,
        pool_timeout=CONNECT_SECONDS,
        media_write_timeout=ANSWER_SECONDS,
        httpx_kwargs={"event_hooks": {"response": [answered]}},
    )
