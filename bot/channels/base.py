"""What makes a channel: routes for what comes in, delivery for what goes out."""

from collections.abc import Callable, Sequence
from typing import Protocol

from aiohttp import web

from bot.conversation.delivery import Delivery
from bot.findings import Finding

# Takes the Date of each answer of the platform, None where it has none.
HearDate = Callable[[str | None], None]


def unheard(_date: str | None) -> None:
    """Nobody compares clocks."""


class Channel(Delivery, Protocol):
    """One way to reach citizens. Its folder knows its wire; nothing outside the folder knows its name."""

    def setup(self, app: web.Application) -> None:
        """Adds the channel's routes, and what must begin and end with the application."""
        ...

    @property
    def shows_outbox(self) -> bool:
        """Messages are brought, each by a call of its own."""
        return False

    def look(self, contact_key: str) -> None:
        """Nobody looks by themselves."""
        return

    def findings(self) -> Sequence[Finding]:
        """What somebody should mend while all goes on; empty where nothing."""
        ...
