"""Open streams of this process, and how they hear that there is something to say."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator


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
    """Knows which session has streams open here."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self.closed = False

    @contextlib.contextmanager
    def listen(self, session: str) -> Iterator[Listener]:
        """A listener for as long as the stream is open."""
        listener = Listener()
        self._listeners[session].add(listener)
        try:
            yield listener
        finally:
            self._listeners[session].discard(listener)
            if not self._listeners[session]:
                del self._listeners[session]

    def announce(self, session: str, *, typing: bool = False) -> None:
        """Wakes the session's streams."""
        for listener in self._listeners.get(session, ()):
            listener.hear(typing=typing)

    def close(self) -> None:
        """Wakes every stream for the last time."""
        self.closed = True
        for session in self._listeners:
            self.announce(session)
