"""``setWebhook``, ``deleteWebhook`` and ``getWebhookInfo``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.emulators.telegram.delivery import Delivery
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.posts import Posts, Target
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.updates import Updates

PORTS = (443, 80, 88, 8443)
SECRET = re.compile(r"[A-Za-z0-9_-]*")
MAX_SECRET = 256
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Told:
    """A result that comes with a sentence."""

    result: Any
    description: str


class Webhook:
    """The address that updates go to, if any."""

    def __init__(self, updates: Updates, delivery: Delivery, posts: Posts, *, loopback: bool) -> None:
        """With ``loopback`` an address on this machine may be plain http and on any port."""
        self._updates = updates
        self._delivery = delivery
        self._posts = posts
        self._loopback = loopback
        self._listeners: list[Callable[[], None]] = []

    @property
    def url(self) -> str:
        """Empty while there is none."""
        return self._delivery.target.url if self._delivery.target else ""

    def listen(self, listener: Callable[[], None]) -> None:
        """The listener is called when an address is set."""
        self._listeners.append(listener)

    async def set_webhook(self, parameters: Parameters) -> Told:
        """Updates are delivered from now on; an empty url takes the webhook away."""
        url = parameters.text("url")
        if not url:
            return await self.delete_webhook(parameters)
        self._check_address(url)
        secret = _secret(parameters)
        target = Target(url, secret, parameters.integer("max_connections", 40, 1, 100))
        self._updates.allow(parameters)
        self._drop(parameters)
        if target == self._delivery.target:
            return Told(True, "Webhook is already set")
        await self._delivery.aim(target)
        for listener in self._listeners:
            listener()
        return Told(True, "Webhook was set")

    async def delete_webhook(self, parameters: Parameters) -> Told:
        """Updates wait for getUpdates again."""
        had = bool(self.url)
        await self._delivery.aim(None)
        self._drop(parameters)
        return Told(True, "Webhook was deleted" if had else "Webhook is already deleted")

    async def get_webhook_info(self, _parameters: Parameters) -> dict[str, Any]:
        """Address, what waits, and the last failure."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.waiting()),
        }
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        if self._delivery.target is not None:
            info["max_connections"] = self._delivery.target.max_connections
            info |= self._posts.last_error
        return info

    def _drop(self, parameters: Parameters) -> None:
        if parameters.flag("drop_pending_updates"):
            self._updates.clear()

    def _check_address(self, url: str) -> None:
        address = urlsplit(url)
        if address.hostname in LOOPBACK:
            if not self._loopback:
                raise bad_request(f"bad webhook: IP address {address.hostname} is reserved")
            return
        if address.scheme != "https" or not address.hostname:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (address.port or 443) not in PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _secret(parameters: Parameters) -> str:
    secret = parameters.text("secret_token")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    return secret
