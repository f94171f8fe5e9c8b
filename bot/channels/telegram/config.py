"""What the channel must be told before it can be on."""

from dataclasses import dataclass, field
from typing import Literal

NAME = "telegram"


@dataclass(frozen=True)
class TelegramConfig:
    """``webhook_secret`` is 1 to 256 of ``[A-Za-z0-9_-]``; without it no update is taken in webhook mode.

    ``public_url`` is where others reach our own server, for the webhook and for links in texts; ``own_url``
    is where this machine reaches it, for pictures and files.
    """

    token: str = field(repr=False)
    webhook_secret: str = field(default="", repr=False)
    mode: Literal["webhook", "polling"] = "polling"
    api_url: str = "https://api.telegram.org"
    public_url: str = ""
    own_url: str = ""

    @property
    def bot_id(self) -> str:
        """The part of the token that everybody may know."""
        return self.token.partition(":")[0]

    @property
    def api_root(self) -> str:
        """The address of the Bot API, for paths to follow."""
        return self.api_url.rstrip("/")
