"""What makes a channel: routes for what comes in, delivery for what goes out."""

from typing import Protocol

from aiohttp import web

from bot.conversation.delivery import Delivery


class Channel(Delivery, Protocol):
    """One way to reach citizens. Its folder knows its wire; nothing outside the folder knows its name."""

    def setup(self, app: web.Application) -> None:
        """Adds the channel's routes, and what must end when the application ends."""
        ...
