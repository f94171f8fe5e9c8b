"""Commands that people type or pick from the menu."""

import re
from collections.abc import Sequence

from bot.channels.telegram.texts import Command

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w{3,32})?(?:\s+(.*))?", re.DOTALL)
# What Telegram sends when a chat is opened, with an argument where a link brought the person.
_START = "start"
_GREETING = "/greet"


class Commands:
    """The menu, as it is understood."""

    def __init__(self, commands: Sequence[Command]) -> None:
        """``commands`` beside ``/start``, which every chat begins with."""
        self._commands = {command.name: command for command in commands}

    def read(self, text: str) -> tuple[str | None, str | None]:
        """Text and payload that a written message stands for; one of them."""
        found = _COMMAND.fullmatch(text)
        if found is None:
            return text, None
        name, words = found[1].lower(), (found[2] or "").strip()
        if name == _START:
            return None, _GREETING
        command = self._commands.get(name)
        if command is None:
            return text, None
        return (words, None) if command.words_first and words else (None, command.payload)
