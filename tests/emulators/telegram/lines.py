"""What was said in a chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass
class Line:
    """One message as the Bot API tells it. ``parameters`` is what the bot called, None if others wrote it."""

    message: dict[str, Any]
    parameters: Mapping[str, str] | None = None
    deleted: bool = False

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.message["message_id"])

    def quoted(self) -> dict[str, Any]:
        """As it stands in a message that answers it."""
        return {name: value for name, value in self.message.items() if name != "reply_to_message"}

    @property
    def text(self) -> str:
        """Its words or those under it, empty if there are none."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Those under it."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]
