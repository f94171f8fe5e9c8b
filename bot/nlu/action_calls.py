"""Actions are called at the process that asked: each message says where, so any Rasa serves any process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from rasa.utils.endpoints import EndpointConfig

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Under this name the address comes with a message's metadata.
ADDRESS = "actions"
_READ_OF_EVENTS = ("event", "text", "timestamp")


class ActionsOfTheAsker(EndpointConfig):
    """Rasa's own way to call actions, at the address that the latest message names if that is allowed.

    Allowed are this machine and the ``hosts`` of ``endpoints.yml``, with commas; any other address is passed
    over for the ``url`` there, so that a message can make Rasa call nobody else.
    """

    def __init__(self, usual: EndpointConfig) -> None:
        """``usual`` is what ``endpoints.yml`` says."""
        super().__init__(usual.url, usual.params, usual.headers, token=usual.token, **usual.kwargs)
        self._hosts = LOOPBACK | frozenset(usual.kwargs.get("hosts", "").split(","))
        self._connector: aiohttp.TCPConnector | None = None

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """As Rasa's own; the body holds the tracker, whose latest message says where."""
        call = kwargs["json"] = _without_old_events(kwargs.get("json") or {})
        address = named_address(call)
        if not address or not self._allows(address):
            return await super().request(*args, **kwargs)
        return await _Named(address, self).request(*args, **kwargs)

    def session(self) -> aiohttp.ClientSession:
        """Rasa takes a new one for each call; the connections outlive it."""
        if self._connector is None:
            self._connector = aiohttp.TCPConnector()
        return aiohttp.ClientSession(connector=self._connector, connector_owner=False)

    def _allows(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            return parts.scheme == "http" and parts.hostname in self._hosts and "@" not in parts.netloc
        except ValueError:
            return False


class _Named(EndpointConfig):
    """The same token and connections for another address."""

    def __init__(self, address: str, of: ActionsOfTheAsker) -> None:
        super().__init__(address, of.params, of.headers, token=of.token)
        self._of = of

    def session(self) -> aiohttp.ClientSession:
        return self._of.session()


def _without_old_events(call: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of all events the actions read the latest message and the one before it; forty take time to tell."""
    tracker = call.get("tracker") or {}
    said = [event for event in tracker.get("events") or () if event["event"] == "user"]
    kept = [{name: event.get(name) for name in _READ_OF_EVENTS} for event in said[-2:]]
    return {**call, "tracker": {**tracker, "events": kept}} if tracker else call


def named_address(call: Mapping[str, Any]) -> str | None:
    """Where the message that an action is called for wants it called; None where it does not say."""
    message = (call.get("tracker") or {}).get("latest_message") or {}
    address = (message.get("metadata") or {}).get(ADDRESS)
    return address if isinstance(address, str) else None
