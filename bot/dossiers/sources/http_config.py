"""Where a one-stop system answers, and how it is spoken to."""

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from yarl import URL

from bot.dossiers.sources.field_map import FieldMap

PLACE = "{code}"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class HttpSourceConfig:
    """Where the system answers; ``url`` holds ``{code}``, else ``/dossiers/{code}`` is put behind it.

    Raises ValueError where the address or the token cannot be used. ``timeout`` in seconds is for all of a
    question, waiting included.
    """

    url: str
    token: str = field(repr=False)
    field_map: FieldMap = field(repr=False)
    timeout: float = 3.0

    def __post_init__(self) -> None:
        """Looks before anything is asked."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise ValueError("the address of the one-stop system begins with https:// and a host")
        if not (self.token.isascii() and self.token.isprintable()):
            raise ValueError("the token of the one-stop system holds other than plain letters")

    @property
    def is_unencrypted(self) -> bool:
        """Whether token and answers can be read on their way through a network."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and parts.hostname not in _THIS_MACHINE

    def address(self, code: str) -> URL:
        """Where that dossier is asked for."""
        template = self.url if PLACE in self.url else f"{self.url.rstrip('/')}/dossiers/{PLACE}"
        return URL(template.replace(PLACE, quote(code, safe="")), encoded=True)
