"""Rasa over its REST channel: several servers, tried in the order that suits the conversation."""

import time
import zlib
from collections.abc import Sequence

import aiohttp

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.rasa_server import RasaServer

TURN_TIMEOUT = 10.0
# Rasa's server closes idle connections after five seconds. Ours must be given up before that, or a message
# now and then goes out on a dead one.
KEEPALIVE_SECONDS = 3.0


def rasa_http() -> aiohttp.ClientSession:
    """The client session that suits Rasa; whoever takes it closes it."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(keepalive_timeout=KEEPALIVE_SECONDS))


class RasaClient:
    """Implements Nlu over one or more servers that serve the same model."""

    def __init__(
        self, http: aiohttp.ClientSession, urls: Sequence[str], timeout: float = TURN_TIMEOUT
    ) -> None:
        """``timeout`` in seconds covers the whole of a turn, whichever servers it takes."""
        self._servers = [RasaServer(http, url.rstrip("/")) for url in urls]
        self._timeout = timeout

    async def ask(self, sender: str, text: str, about: str | None, phone: str | None = None) -> NluAnswer:
        """The first usable answer; raises NluUnavailable, at once where every server failed a moment ago."""
        failure = NluUnavailable("every server failed a moment ago")
        deadline = time.monotonic() + self._timeout
        for server in self._preferred(sender):
            if server.rests:
                continue
            try:
                seconds = max(0.1, deadline - time.monotonic())
                return await server.ask(sender, text, {"about": about, "phone": phone}, seconds)
            except NluUnavailable as error:
                failure = error
        raise failure

    def _preferred(self, sender: str) -> list[RasaServer]:
        # A conversation stays with the server that remembers it, as long as that one answers.
        first = zlib.crc32(sender.encode()) % len(self._servers)
        return self._servers[first:] + self._servers[:first]
