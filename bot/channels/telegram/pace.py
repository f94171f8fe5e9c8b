"""How fast Telegram lets a bot speak: about 1 message per second in a chat, 30 per second in all.

It lets a few in a row pass. The limits are not published exactly; what it still refuses says when to come
back.
"""

import time
from collections.abc import Callable

from bot.conversation.delivery import TemporaryFailure

# A little under the limits: messages do not arrive exactly as far apart as they were sent.
CHAT_INTERVAL, CHAT_BURST = 1.05, 3
OVERALL_INTERVAL, OVERALL_BURST = 1 / 28, 20
LONGEST_WAIT = 3.0
MOST_REMEMBERED = 10_000


class Bucket:
    """Lets so many pass at once and then one per interval."""

    def __init__(self, interval: float, burst: int) -> None:
        """``interval`` in seconds."""
        self._interval = interval
        self._credit = interval * (burst - 1)
        self._next = 0.0  # when the last one would have passed without any burst, and one interval more

    def wait(self, now: float) -> float:
        """Seconds until one more may pass."""
        return max(0.0, self._next - self._credit - now)

    def take(self, now: float) -> None:
        """One more passes, as soon as it may."""
        self._next = max(self._next, now) + self._interval

    def is_full(self, now: float) -> bool:
        """Whether all is forgotten."""
        return self._next <= now


class Pace:
    """The limits of this process; other processes and other programs are heard of by refusals only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` in seconds."""
        self._clock = clock
        self._overall = Bucket(OVERALL_INTERVAL, OVERALL_BURST)
        self._chats: dict[str, Bucket] = {}

    def reserve(self, chat: str) -> float:
        """The seconds to wait before a message to that chat; raises TemporaryFailure where they are many."""
        now = self._clock()
        bucket = self._bucket(chat, now)
        wait = max(bucket.wait(now), self._overall.wait(now))
        if wait > LONGEST_WAIT:
            raise TemporaryFailure("pace", retry_after=wait)
        bucket.take(now)
        self._overall.take(now)
        return wait

    def _bucket(self, chat: str, now: float) -> Bucket:
        if chat not in self._chats:
            if len(self._chats) >= MOST_REMEMBERED:
                self._chats = {name: kept for name, kept in self._chats.items() if not kept.is_full(now)}
            self._chats[chat] = Bucket(CHAT_INTERVAL, CHAT_BURST)
        return self._chats[chat]
