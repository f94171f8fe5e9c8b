"""The people of the emulator and what was said between them and the Official Account."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """One message of a talk; ``body`` is the message as the sender's side put it."""

    id: str
    at: datetime
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Said(Line):
    """From the person; what a hiding button sends is not shown in the talk."""

    hidden: bool = False


@dataclass(frozen=True)
class Sent(Line):
    """From the Official Account; by a human if ``admin_id`` is given."""

    billed: bool = False
    admin_id: str | None = None

    @property
    def text(self) -> str:
        """The words of it, empty for a message without any."""
        return str(self.body.get("text") or "")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons under it."""
        attachment: Mapping[str, Any] = self.body.get("attachment") or {}
        return list(attachment.get("payload", {}).get("buttons", ()))


@dataclass
class Person:
    """One user of Zalo. ``unreachable`` is the number that any message to the person is refused with."""

    id: str
    id_by_app: str
    name: str
    follows: bool
    last_interaction: datetime | None
    unreachable: int | None = None
    receives: bool = True
    talk: list[Line] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    reactions: list[tuple[str, str]] = field(default_factory=list)
    shared_info: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)

    @property
    def sent(self) -> list[Sent]:
        """What the Official Account sent, in order."""
        return [line for line in self.talk if isinstance(line, Sent)]

    def line(self, message_id: str) -> Line | None:
        """The message of that id in this talk."""
        return next((line for line in self.talk if line.id == message_id), None)


class People:
    """Everybody, by id."""

    def __init__(self) -> None:
        """Nobody is there."""
        self._people: dict[str, Person] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def add(self, name: str, since: datetime | None) -> Person:
        """Somebody new, who follows the account since then, or does not."""
        person = Person(new_id(), new_id(), name, since is not None, since)
        self._people[person.id] = person
        return person

    def get(self, person_id: str) -> Person | None:
        """The person of that id."""
        return self._people.get(person_id)


def new_id() -> str:
    """Digits beyond 2^53, so that whoever reads them as a float gets another person."""
    return str(10**18 + secrets.randbelow(8 * 10**18))


def new_message_id() -> str:
    """As Zalo's: hexadecimal, twenty characters."""
    return secrets.token_hex(10)
