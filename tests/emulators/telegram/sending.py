"""The methods that send something to a chat."""

from typing import Any

import msgspec

from bot.clock import Clock
from tests.emulators.telegram.account import Account
from tests.emulators.telegram.attachments import attached
from tests.emulators.telegram.chats import Chat, Chats
from tests.emulators.telegram.files import File, Files
from tests.emulators.telegram.keyboards import Markup, read_markup
from tests.emulators.telegram.lines import Line
from tests.emulators.telegram.pace import Pace
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.photos import photo_sizes
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.texts import checked_caption, checked_text

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


class ReplyParameters(msgspec.Struct):
    message_id: int
    allow_sending_without_reply: bool = False


class Sending:
    """Checks what is sent, counts it, and puts it into the chat."""

    def __init__(self, account: Account, chats: Chats, files: Files, pace: Pace, clock: Clock) -> None:
        self._account = account
        self._chats = chats
        self._files = files
        self._pace = pace
        self._clock = clock

    async def send_message(self, parameters: Parameters) -> dict[str, Any]:
        """Text of 1 to 4096 characters, counted after its marks are read."""
        return self._send(parameters, checked_text(parameters))

    async def send_photo(self, parameters: Parameters) -> dict[str, Any]:
        """A picture with a caption of at most 1024 characters."""
        photo = await attached(parameters, "photo", self._files)
        caption = checked_caption(parameters)
        self._open_chat(parameters)
        return self._send(parameters, {"photo": photo_sizes(photo.content, self._files), **caption})

    async def send_document(self, parameters: Parameters) -> dict[str, Any]:
        """A file with a caption of at most 1024 characters."""
        given = await attached(parameters, "document", self._files)
        caption = checked_caption(parameters)
        self._open_chat(parameters)
        if isinstance(given, File):
            file = given
        else:
            file = self._files.keep("document", given.name, given.mime, given.content)
        field = file.as_field(file_name=file.name, mime_type=file.mime)
        return self._send(parameters, {"document": field, **caption})

    async def send_location(self, parameters: Parameters) -> dict[str, Any]:
        """A place on the map."""
        latitude, longitude = parameters.number("latitude"), parameters.number("longitude")
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise bad_request("wrong latitude or longitude specified")
        return self._send(parameters, {"location": {"latitude": latitude, "longitude": longitude}})

    async def send_chat_action(self, parameters: Parameters) -> bool:
        """Shows for some seconds that the bot is about to answer."""
        action = parameters.text("action")
        if action not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._open_chat(parameters).actions.append(action)
        return True

    def _open_chat(self, parameters: Parameters) -> Chat:
        chat = self._chats.find(parameters.text("chat_id"))
        chat.check_open()
        return chat

    def _send(self, parameters: Parameters, content: dict[str, Any]) -> dict[str, Any]:
        chat = self._chats.find(parameters.text("chat_id"))
        markup = read_markup(parameters, private=chat.private)
        chat.check_open()
        answered = _answered(parameters, chat)
        self._pace.count(chat.id)
        message = {
            "message_id": self._chats.next_message_id(),
            "from": self._account.user(),
            "chat": chat.chat(),
            "date": int(self._clock().timestamp()),
            **content,
            **answered,
        }
        _show(markup, chat, message)
        chat.add(Line(message, dict(parameters.values)))
        return message


def _answered(parameters: Parameters, chat: Chat) -> dict[str, Any]:
    reply = parameters.structure(
        "reply_parameters", ReplyParameters, "can't parse reply parameters JSON object"
    )
    if reply is None:
        return {}
    line = chat.line(reply.message_id)
    if line is not None:
        return {"reply_to_message": line.quoted()}
    if reply.allow_sending_without_reply:
        return {}
    raise bad_request("message to be replied not found")


def _show(markup: Markup, chat: Chat, message: dict[str, Any]) -> None:
    buttons = markup.inline()
    if buttons:
        message["reply_markup"] = buttons
    elif markup.keyboard or markup.remove_keyboard:
        chat.keyboard = markup if markup.keyboard else None
