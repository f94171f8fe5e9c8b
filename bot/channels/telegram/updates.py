"""Telegram's updates, read into what the conversation understands.

An update may be anything that somebody posts: whatever goes on from here is checked here.
"""

import re
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.attachments import attachment_of
from bot.channels.telegram.commands import Commands
from bot.conversation.attachments import Attachment

# Edited messages are not among them: what was answered stays answered.
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
_QUERY_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LARGEST_ID = 2**63


class MalformedUpdate(Exception):
    """Not an update of Telegram's."""


@dataclass(frozen=True)
class Written:
    """Somebody wrote or sent something, or picked a command."""

    contact_key: str
    external_id: str
    text: str | None
    payload: str | None
    attachment: Attachment | None


@dataclass(frozen=True)
class Tapped:
    """Somebody tapped a button that carries ``data``; it spins until the query is answered."""

    contact_key: str
    query_id: str
    data: str


@dataclass(frozen=True)
class Left:
    """Somebody blocked the bot."""

    contact_key: str


Heard = Written | Tapped | Left


def read_update(raw: object, commands: Commands) -> Heard | None:
    """What happened, None if it is nothing to us; raises MalformedUpdate."""
    try:
        update = _parsed(raw)
        if update.message is not None:
            return _written(update.update_id, update.message, commands)
        if update.callback_query is not None:
            return _tapped(update.callback_query)
        return _left(update.my_chat_member) if update.my_chat_member is not None else None
    except MalformedUpdate:
        raise
    except Exception as error:  # the library checks no types, so it may stumble anywhere
        raise MalformedUpdate(type(error).__name__) from None


def writer_of(raw: object) -> str | None:
    """Whose message it says it is, without reading it as an update, which costs milliseconds."""
    message = raw.get("message") if isinstance(raw, dict) else None
    chat = message.get("chat") if isinstance(message, dict) else None
    person = chat.get("id") if isinstance(chat, dict) else None
    return str(person) if type(person) is int else None


def _parsed(raw: object) -> Update:
    if not isinstance(raw, dict):
        raise MalformedUpdate("no object")
    return Update.de_json(raw, None)


def _written(update_id: int, message: Message, commands: Commands) -> Written | None:
    if message.chat.type != ChatType.PRIVATE:
        return None
    text, payload, attachment = _text(message.caption), None, attachment_of(message)
    if message.text is not None:
        text, payload = commands.read(_text(message.text) or "")
    if text is None and payload is None and attachment is None:
        return None  # Telegram's own notes in a chat: a pinned message, a new wallpaper
    return Written(_key(message.chat.id), str(_id(update_id)), text, payload, attachment)


def _tapped(query: CallbackQuery) -> Tapped | None:
    private = query.message is None or query.message.chat.type == ChatType.PRIVATE
    if not private or query.data is None:
        return None
    if not isinstance(query.id, str) or not _QUERY_ID.fullmatch(query.id):
        raise MalformedUpdate("query id")
    return Tapped(_key(query.from_user.id), query.id, _text(query.data) or "")


def _left(change: ChatMemberUpdated) -> Left | None:
    gone = change.chat.type == ChatType.PRIVATE and change.new_chat_member.status == ChatMemberStatus.BANNED
    return Left(_key(change.chat.id)) if gone else None


def _key(person_id: Any) -> str:
    return str(_id(person_id))


def _id(value: Any) -> int:
    if type(value) is not int or not 0 < value < _LARGEST_ID:
        raise MalformedUpdate("id")
    return value


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise MalformedUpdate("text")
    return value
