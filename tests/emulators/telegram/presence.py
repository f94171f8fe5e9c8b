"""A person in a chat, and how what they do becomes updates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock
from tests.emulators.telegram.account import Account
from tests.emulators.telegram.chats import Chat, Chats
from tests.emulators.telegram.files import Files
from tests.emulators.telegram.lines import Line
from tests.emulators.telegram.people import Person, Standing
from tests.emulators.telegram.taps import ANSWERABLE, Taps
from tests.emulators.telegram.updates import Update, Updates


@dataclass(frozen=True)
class World:
    """What people act in."""

    account: Account
    clock: Clock
    chats: Chats
    files: Files
    updates: Updates
    taps: Taps


class Presence:
    """``sent_at`` may be set, for messages that claim to be of another time."""

    def __init__(self, world: World, person: Person, chat: Chat) -> None:
        """``chat`` is the private one or a group's."""
        self._world = world
        self.person = person
        self.chat = chat
        self.sent_at: datetime | None = None

    def _now(self) -> int:
        return int((self.sent_at or self._world.clock()).timestamp())

    def _send(self, content: dict[str, Any]) -> Update:
        if self.chat.standing is Standing.THROWN_OUT:
            self._set_standing(Standing.MEMBER)
        self.chat.standing = Standing.MEMBER
        message = {
            "message_id": self._world.chats.next_message_id(),
            "from": self.person.user(),
            "chat": self.chat.chat(),
            "date": self._now(),
            **content,
        }
        self.chat.add(Line(message))
        return self._world.updates.add("message", message, self.chat.id)

    def _change(self, line: Line, content: dict[str, Any]) -> Update:
        kept = {name: value for name, value in line.message.items() if name not in ("text", "entities")}
        line.message = kept | {"edit_date": self._now()} | content
        return self._world.updates.add("edited_message", line.message, self.chat.id)

    def _tap_under(self, line: Line, button: dict[str, Any]) -> Update:
        """A callback query. Other buttons tell the bot nothing: tapping one is an error of the test."""
        query = {
            "from": self.person.user(),
            "message": line.message,
            "chat_instance": str(self.chat.id * 7_919),
            "data": button["callback_data"],
        }
        tap = self._world.taps.add(query)
        return self._world.updates.add("callback_query", tap.query, self.chat.id, ANSWERABLE)

    def _set_standing(self, standing: Standing) -> Update:
        before, self.chat.standing = self.chat.standing, standing
        change = {
            "chat": self.chat.chat(),
            "from": self.person.user(),
            "date": self._now(),
            "old_chat_member": self._membership(before),
            "new_chat_member": self._membership(standing),
        }
        return self._world.updates.add("my_chat_member", change, self.chat.id)

    def _membership(self, standing: Standing) -> dict[str, Any]:
        until = {"until_date": 0} if standing is Standing.THROWN_OUT else {}
        return {"user": self._world.account.user(), "status": str(standing), **until}
