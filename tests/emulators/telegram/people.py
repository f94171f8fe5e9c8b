"""People, and what the bot is to them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Standing(StrEnum):
    """What the bot is in a chat."""

    STRANGER = "left"
    MEMBER = "member"
    THROWN_OUT = "kicked"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True)
class Person:
    """One user of Telegram."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    phone: str = "84912345678"

    def user(self) -> dict[str, Any]:
        """The person as the sender of a message."""
        given = {"last_name": self.last_name, "username": self.username}
        known = {name: value for name, value in given.items() if value is not None}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **known, "language_code": "vi"}
