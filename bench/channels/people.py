"""People whose messages become the posts that their platform would make of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.telegram.posts import SECRET_HEADER
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.people import Said, new_message_id
from tests.emulators.zalo.signing import Signing
from tests.emulators.zalo.spelling import compact

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Post:
    """One event as it is posted, the same however often."""

    channel: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        """Where it goes."""
        return f"/webhooks/{self.channel}"

    def carrying(self, headers: Mapping[str, str]) -> "Post":
        """The same with these headers, some in place of its own."""
        return replace(self, headers={**self.headers, **headers})

    def without(self, header: str) -> "Post":
        """The same without that header."""
        return replace(self, headers={name: value for name, value in self.headers.items() if name != header})


class Person(Protocol):
    """Somebody on one of the channels."""

    @property
    def key(self) -> str:
        """The channel's name for the person."""
        ...

    def write(self, text: str) -> Post:
        """A text of theirs, to be delivered."""
        ...


class ZaloPerson:
    """Follows the account."""

    def __init__(self, emulator: ZaloEmulator) -> None:
        self._emulator = emulator
        self._person = emulator.people.add("Bác Năm", emulator.clock())
        self.key = self._person.id

    def write(self, text: str) -> Post:
        """Signed as Zalo's documents say."""
        line = Said(new_message_id(), self._emulator.clock(), "text", {"text": text})
        self._person.last_interaction = line.at
        event = self._emulator.events.said(self._person, line)
        body = compact(event)
        signature = Signing().headers(self._emulator.account, body, event["timestamp"])
        return Post("zalo", body, {**JSON, **signature})


class TelegramPerson:
    """In a private chat with the bot."""

    def __init__(self, emulator: TelegramEmulator, secret: str) -> None:
        self._citizen = emulator.add_citizen("Năm")
        self._headers = {**JSON, SECRET_HEADER: secret}
        self.key = str(self._citizen.chat.id)

    def write(self, text: str) -> Post:
        """With the secret."""
        return Post("telegram", self._citizen.say(text).raw(), self._headers)
