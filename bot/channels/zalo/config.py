"""What the Zalo channel must be told; bot/settings.py reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ZaloConfig:
    """One application with one Official Account. An empty secret verifies nothing."""

    app_id: str
    app_secret: str = field(repr=False)
    oa_id: str
    # Zalo's consoles show two secrets, and its documents disagree about which one signs events.
    oa_secret: str = field(repr=False)
    # Only the first start and a changed value count: Zalo gives another with every use.
    refresh_token: str = field(default="", repr=False)
    # 32 bytes in url-safe base64; the tokens are of no use to whoever finds the database without it.
    token_key: bytes = field(repr=False)
    # Where others reach our own server, for links in texts; where this machine does, for pictures and files.
    public_url: str = ""
    own_url: str = ""
    api_url: str = "https://openapi.zalo.me"
    oauth_url: str = "https://oauth.zaloapp.com"
    # Where pictures of citizens lie: with a dot in front every host below, else exactly that host.
    media_hosts: tuple[str, ...] = (".zdn.vn", ".zadn.vn", ".zalo.me")
    # Messages that Zalo has approved, by our names for them: its numbers.
    templates: Mapping[str, str] = field(default_factory=dict)
