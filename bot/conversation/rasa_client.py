"""Rasa over its REST channel: a pool of servers; each message goes to the least busy one that answers."""

import asyncio
import contextlib
import time
import zlib
from collections.abc import AsyncIterator, Sequence
from secrets import token_hex

import aiohttp

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.rasa_server import RasaServer, RasaState

TURN_TIMEOUT = 10.0
# Rasa's server closes idle connections after five seconds. Ours must be given up before that, or a message
# now and then goes out on a dead one.
KEEPALIVE_SECONDS = 3.0
# Where others could still answer, one that is silent may take this share of what is left of the time.
SHARE_OF_THE_SILENT = 0.5


def rasa_http() -> aiohttp.ClientSession:
    """The client session that suits Rasa; whoever takes it closes it."""
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEPALIVE_SECONDS)
    return aiohttp.ClientSession(connector=connector)


class RasaClient:
    """Implements Nlu over any number of servers that share their memory of conversations."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        urls: Sequence[str],
        timeout: float = TURN_TIMEOUT,
        actions_url: str | None = None,
    ) -> None:
        """``timeout`` in seconds covers the whole of a turn, whichever servers it takes.

        ``actions_url`` is where they call the actions of these turns; None leaves it to their own settings.
        """
        self._http = http
        self._timeout = timeout
        self._actions_url = actions_url
        self._servers: dict[str, RasaServer] = {}
        self._talking: dict[str, asyncio.Event] = {}
        for url in urls:
            self.add(url)

    async def ask(self, sender: str, text: str, about: str | None, phone: str | None = None) -> NluAnswer:
        """The first usable answer; raises NluUnavailable, at once where every server failed a moment ago.

        A second message of the same sender waits for the answer to the first. Asking another server after a
        failure does nothing twice: effects are recorded with the turn, and actions run once for a question.
        """
        known = {"about": about, "phone": phone, "actions": self._actions_url, "question": token_hex(8)}
        deadline = time.monotonic() + self._timeout
        async with self._one_at_a_time(sender):
            failure = NluUnavailable("no server, or every one failed a moment ago")
            tried: set[str] = set()
            while (server := self._best(sender, tried)) is not None:
                tried.add(server.url)
                seconds = max(0.1, deadline - time.monotonic())
                if self._best(sender, tried) is not None:
                    seconds *= SHARE_OF_THE_SILENT
                try:
                    return await server.ask(sender, text, known, seconds)
                except NluUnavailable as error:
                    failure = error
            raise failure

    def add(self, url: str) -> None:
        """It gets messages from now on; nothing changes for one that does already."""
        url = url.rstrip("/")
        known = self._servers.get(url)
        if known is None or known.leaving:
            self._servers[url] = RasaServer(self._http, url)

    async def drain(self, url: str) -> None:
        """It gets no more messages; returns once it has answered those it has, or their time is over."""
        server = self._servers.get(url.rstrip("/"))
        if server is None:
            return
        server.leaving = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(server.idle.wait(), self._timeout)
        if self._servers.get(server.url) is server:
            del self._servers[server.url]

    def states(self) -> Sequence[RasaState]:
        """Each server as this process sees it, in the order in which they came."""
        return [server.state() for server in self._servers.values()]

    def _best(self, sender: str, tried: set[str]) -> RasaServer | None:
        """The least busy; of several, a conversation's own, whose caches know it."""
        servers = [one for one in self._servers.values() if one.takes_messages and one.url not in tried]
        if not servers:
            return None
        own = zlib.crc32(sender.encode()) % len(servers)
        return min(servers[own:] + servers[:own], key=lambda server: server.busy)

    @contextlib.asynccontextmanager
    async def _one_at_a_time(self, sender: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._timeout / 2):  # so that enough is left for the answer
                while (before := self._talking.get(sender)) is not None:
                    await before.wait()
        except TimeoutError as error:
            raise NluUnavailable("the message before it has no answer yet") from error
        done = self._talking[sender] = asyncio.Event()
        try:
            yield
        finally:
            del self._talking[sender]
            done.set()
