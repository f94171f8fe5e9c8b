"""The bot that the emulator plays for."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Account:
    """What BotFather shows."""

    token: str = "7402938476:AAE-emulated_token-of-35-characters"
    name: str = "Chỉ Dẫn"
    username: str = "chidan_bot"

    @property
    def id(self) -> int:
        """The number in front of the token."""
        return int(self.token.partition(":")[0])

    def user(self) -> dict[str, Any]:
        """The bot as the sender of a message."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}
