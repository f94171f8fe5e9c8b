"""Open streams of this process, and how they hear that there is something to say."""

import asyncio
import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator

from bot.storage.news import News

STREAM, TYPING = "stream", "+typing"


class Listener:
    """One open stream's ear. What it hears is only that it should look: replies are read from the outbox."""

    def __init__(self) -> None:
        """Hears nothing yet."""
        self._heard = asyncio.Event()
        self._typing = False

    def hear(self, *, typing: bool = False) -> None:
        """Something has happened."""
        self._typing = self._typing or typing
        self._heard.set()

    async def wait(self, seconds: float) -> None:
        """Returns as soon as something is heard, or when the seconds are over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._heard.wait()

    def take(self) -> bool:
        """Forgets what was heard; true if an answer is being prepared."""
        typing, self._typing = self._typing, False
        self._heard.clear()
        return typing


class Hub:
    """Knows which session has streams open here, and hears of those that something happened to elsewhere."""

    def __init__(self, news: News) -> None:
        """Nobody listens yet."""
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._sessions: dict[str, str] = {}  # by their marks
        self._news = news
        self.closed = False
        news.hear(STREAM, self._hear)

    @contextlib.contextmanager
    def listen(self, session: str) -> Iterator[Listener]:
        """A listener for as long as the stream is open."""
        listener = Listener()
        self._listeners[session].add(listener)
        self._sessions[_mark(session)] = session
        try:
            yield listener
        finally:
            self._listeners[session].discard(listener)
            if not self._listeners[session]:
                del self._listeners[session], self._sessions[_mark(session)]

    def announce(self, session: str, *, typing: bool = False) -> None:
        """Wakes the session's streams, here and in other processes: one page may be open at several."""
        for listener in self._listeners.get(session, ()):
            listener.hear(typing=typing)
        self._news.say(STREAM, f"{_mark(session)}{TYPING if typing else ''}")

    def close(self) -> None:
        """Wakes every stream for the last time."""
        self.closed = True
        self._wake_all()

    def _hear(self, note: str) -> None:
        if not note:
            self._wake_all()
            return
        session = self._sessions.get(note.removesuffix(TYPING))
        for listener in self._listeners.get(session, ()) if session else ():
            listener.hear(typing=note.endswith(TYPING))

    def _wake_all(self) -> None:
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.hear()


def _mark(session: str) -> str:
    """Stands for the session in news, and is none."""
    return hashlib.blake2b(session.encode(), digest_size=8).hexdigest()
