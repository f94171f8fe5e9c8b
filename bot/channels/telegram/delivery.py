"""Brings one part of a reply to a chat."""

from collections.abc import Sequence

import msgspec
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.channels.fitting import Form, fit
from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.client import Markup, TelegramClient
from bot.channels.telegram.config import TelegramConfig
from bot.channels.telegram.files import Files
from bot.channels.telegram.texts import Texts
from bot.conversation.delivery import TemporaryFailure
from bot.conversation.replies import Button, Reply, Wanted
from bot.storage.errors import StorageUnavailable


def utf16_length(text: str) -> int:
    """As Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


FORM = Form(longest_text=4096, most_buttons=8, longest_title=64, length=utf16_length)


class Messages:
    """Parts of replies as Telegram shows them."""

    def __init__(
        self, client: TelegramClient, data: CallbackData, texts: Texts, config: TelegramConfig
    ) -> None:
        """Of the config only the addresses of our own pages are used."""
        self._client = client
        self._data = data
        self._texts = texts
        self._files = Files(client, config.own_url)
        self._public_url = config.public_url

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """The parts. A message has buttons under it or a keyboard below the chat, not both."""
        if reply.wants is Wanted.PHOTO:  # the clip beside the field does that
            reply = msgspec.structs.replace(reply, wants=None)
        if reply.wants is None or not reply.buttons:
            return fit(reply, FORM, self._public_url)
        asking = Reply(self._texts.asks[reply.wants].text, wants=reply.wants)
        return (*fit(msgspec.structs.replace(reply, wants=None), FORM, self._public_url), asking)

    async def bring(self, chat: str, reply: Reply) -> str:
        """The number of the message."""
        if reply.images:
            return await self._files.bring_picture(chat, reply.images[0])
        if reply.file:
            return await self._files.bring_file(chat, reply.file)
        markup = await self._markup(reply)
        return await self._client.send_text(chat, reply.text or self._words_for(reply), markup)

    def _words_for(self, reply: Reply) -> str:
        return self._texts.asks[reply.wants].text if reply.wants else self._texts.choose

    async def _markup(self, reply: Reply) -> Markup | None:
        if reply.wants is not None:
            return self._keyboard(reply.wants)
        return await self._buttons(reply.buttons) if reply.buttons else None

    def _keyboard(self, wants: Wanted) -> ReplyKeyboardMarkup:
        key = KeyboardButton(
            self._texts.asks[wants].title,
            request_location=wants is Wanted.LOCATION or None,
            request_contact=wants is Wanted.PHONE or None,
        )
        return ReplyKeyboardMarkup([[key]], one_time_keyboard=True, resize_keyboard=True)

    async def _buttons(self, buttons: Sequence[Button]) -> InlineKeyboardMarkup:
        try:
            data = await self._data.write([button.payload for button in buttons])
        except StorageUnavailable:
            raise TemporaryFailure("storage") from None
        rows = zip(buttons, data, strict=True)
        return InlineKeyboardMarkup(
            [[InlineKeyboardButton(button.title, callback_data=carried)] for button, carried in rows]
        )
