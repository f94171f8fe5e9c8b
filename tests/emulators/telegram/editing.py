"""The methods that change what was sent before."""

from datetime import timedelta
from typing import Any

from bot.clock import Clock
from tests.emulators.telegram.chats import Chats
from tests.emulators.telegram.keyboards import read_inline_markup
from tests.emulators.telegram.lines import Line
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.texts import checked_text

DELETABLE = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Editing:
    """Only the bot's own messages can be changed; for two days they, and in private all, can be deleted."""

    def __init__(self, chats: Chats, clock: Clock) -> None:
        self._chats = chats
        self._clock = clock

    async def edit_message_text(self, parameters: Parameters) -> dict[str, Any]:
        """Another text; buttons that are not given again go away."""
        content = checked_text(parameters)
        line = self._own(parameters)
        if "text" not in line.message:
            raise bad_request("there is no text in the message to edit")
        return self._changed(line, content, parameters)

    async def edit_message_reply_markup(self, parameters: Parameters) -> dict[str, Any]:
        """Other buttons, or none."""
        line = self._own(parameters)
        kept = {name: value for name, value in line.message.items() if name in ("text", "entities")}
        return self._changed(line, kept, parameters)

    async def delete_message(self, parameters: Parameters) -> bool:
        """The message is no more."""
        line = self._line(parameters, "delete")
        if line.parameters is None and line.message["chat"]["type"] != "private":
            raise bad_request("message can't be deleted")
        if self._clock().timestamp() - line.message["date"] > DELETABLE.total_seconds():
            raise bad_request("message can't be deleted for everyone")
        line.deleted = True
        return True

    def _own(self, parameters: Parameters) -> Line:
        line = self._line(parameters, "edit")
        if line.parameters is None:
            raise bad_request("message can't be edited")
        return line

    def _line(self, parameters: Parameters, what: str) -> Line:
        chat = self._chats.find(parameters.text("chat_id"))
        chat.check_open()
        line = chat.line(parameters.integer("message_id", 0, 0, 2**31))
        if line is None:
            raise bad_request(f"message to {what} not found")
        return line

    def _changed(self, line: Line, content: dict[str, Any], parameters: Parameters) -> dict[str, Any]:
        buttons = read_inline_markup(parameters).inline()
        changing = ("text", "entities", "reply_markup", "edit_date")
        kept = {name: value for name, value in line.message.items() if name not in changing}
        message = kept | content | ({"reply_markup": buttons} if buttons else {})
        before = {name: value for name, value in line.message.items() if name != "edit_date"}
        if message == before:
            raise bad_request(NOT_MODIFIED)
        line.message = message | {"edit_date": int(self._clock().timestamp())}
        return line.message
