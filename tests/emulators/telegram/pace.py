"""How many messages the bot may send before it is told to wait."""

import math
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from tests.emulators.telegram.refusals import too_many_requests


@dataclass(frozen=True)
class Limits:
    """Messages; Telegram itself names no exact figures, and lets a few in a row pass."""

    chat_per_second: float = 1
    chat_burst: int = 3
    overall_per_second: float = 30
    overall_burst: int = 30
    group_per_minute: float = 20


UNLIMITED = Limits(10_000, 10_000, 10_000, 10_000, 600_000)


class Bucket:
    """Fills with time up to its size; each message takes one."""

    def __init__(self, per_second: float, size: float, now: datetime) -> None:
        """Full at first."""
        self._per_second = per_second
        self._size = size
        self._left = size
        self._at = now

    def wait(self, now: datetime) -> float:
        """Seconds until there is one to take, 0 if there is one now."""
        passed = max(0.0, (now - self._at).total_seconds())
        self._left = min(self._size, self._left + passed * self._per_second)
        self._at = now
        return max(0.0, (1 - self._left) / self._per_second)

    def take(self) -> None:
        """One less."""
        self._left -= 1


class Pace:
    """The limits of each chat, of groups and of everything together."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        """Nothing was sent yet."""
        self._clock = clock
        self._limits = limits
        self._overall = Bucket(limits.overall_per_second, limits.overall_burst, clock())
        self._chats: dict[int, list[Bucket]] = {}

    def count(self, chat_id: int) -> None:
        """One more message to that chat; raises 429 when it is too early."""
        now = self._clock()
        buckets = [self._overall, *self._chats.setdefault(chat_id, self._of_chat(chat_id, now))]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.take()

    def _of_chat(self, chat_id: int, now: datetime) -> list[Bucket]:
        limits = self._limits
        buckets = [Bucket(limits.chat_per_second, limits.chat_burst, now)]
        if chat_id < 0:
            buckets.append(Bucket(limits.group_per_minute / 60, limits.group_per_minute, now))
        return buckets
