"""People, groups, and what was said in each chat."""

import asyncio
import itertools
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.telegram.keyboards import KeyboardButton, Markup
from tests.emulators.telegram.lines import Line
from tests.emulators.telegram.people import Person, Standing
from tests.emulators.telegram.refusals import Refused, bad_request, forbidden


@dataclass
class Chat:
    """``about`` is title, or names, as the Bot API tells them. ``actions`` are those of sendChatAction."""

    id: int
    type: str
    about: Mapping[str, Any]
    standing: Standing = Standing.STRANGER
    lines: list[Line] = field(default_factory=list)
    keyboard: Markup | None = None
    actions: list[str] = field(default_factory=list)
    menu_button: Mapping[str, Any] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def private(self) -> bool:
        """With one person."""
        return self.type == "private"

    @property
    def sent(self) -> list[Line]:
        """What the bot sent, in order."""
        return [line for line in self.lines if line.parameters is not None]

    def keyboard_keys(self) -> list[KeyboardButton]:
        """Those of the keyboard that the bot put in place of the person's own."""
        rows = (self.keyboard and self.keyboard.keyboard) or []
        return [KeyboardButton(key) if isinstance(key, str) else key for row in rows for key in row]

    def chat(self) -> dict[str, Any]:
        """The chat as it stands in a message."""
        return {"id": self.id, **self.about, "type": self.type}

    def add(self, line: Line) -> None:
        """One more message."""
        self.lines.append(line)
        self._news.set()

    def line(self, message_id: int) -> Line | None:
        """The message of that number, unless it was deleted."""
        return next((line for line in self.lines if line.id == message_id and not line.deleted), None)

    async def wait_for(self, count: int, seconds: float = 10) -> list[Line]:
        """What the bot sent, once it is at least that much."""
        async with asyncio.timeout(seconds):
            while len(self.sent) < count:
                self._news.clear()
                await self._news.wait()
        return self.sent

    def check_open(self) -> None:
        """Raises what the Bot API answers when the bot may not speak here."""
        if self.standing is not Standing.MEMBER:
            raise self._closed()

    def _closed(self) -> Refused:
        if not self.private:
            return forbidden(f"bot was kicked from the {self.type} chat")
        if self.standing is Standing.THROWN_OUT:
            return forbidden("bot was blocked by the user")
        if self.standing is Standing.DEACTIVATED:
            return forbidden("user is deactivated")
        return forbidden("bot can't initiate conversation with a user")


class Chats:
    """All chats; numbers of people are beyond 2^32, those of groups are negative."""

    def __init__(self) -> None:
        """There are none."""
        self._chats: dict[int, Chat] = {}
        self._message_ids = itertools.count(101)

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._chats.values())

    def add_private(
        self, first_name: str, last_name: str | None, username: str | None
    ) -> tuple[Person, Chat]:
        """Somebody who never wrote to the bot."""
        person = Person(5 * 10**9 + secrets.randbelow(3 * 10**9), first_name, last_name, username)
        about = {
            key: value
            for key, value in person.user().items()
            if key in ("first_name", "last_name", "username")
        }
        return person, self._add(Chat(person.id, "private", about))

    def add_group(self, title: str) -> Chat:
        """A group that the bot is not in yet."""
        chat_id = -(100 * 10**10 + 10**9 + secrets.randbelow(10**9))
        return self._add(Chat(chat_id, "supergroup", {"title": title}))

    def find(self, chat_id: str) -> Chat:
        """The chat of that number; raises what the Bot API answers when there is none."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self._chats.get(int(chat_id)) if chat_id.removeprefix("-").isdecimal() else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def next_message_id(self) -> int:
        """One more than the last."""
        return next(self._message_ids)

    def _add(self, chat: Chat) -> Chat:
        self._chats[chat.id] = chat
        return chat
