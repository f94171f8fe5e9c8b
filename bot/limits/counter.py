"""Counts what comes from each place, in this process or in a Redis that all share, with ``limits``."""

import logging
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from bot.findings import Finding

SECONDS_FOR_REDIS = 0.3
# After a failure this process counts for itself so long before it asks Redis again.
REST_SECONDS = 5.0

logger = logging.getLogger("chidan.limits")


class LimitsUrlError(ValueError):
    """The address names no Redis that can be used."""


class Counter:
    """Shared by all processes while Redis answers; meanwhile each counts for itself."""

    def __init__(self, redis_url: str = "") -> None:
        """Without an address this process counts alone; raises LimitsUrlError."""
        self._alone = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._pool = _pool(redis_url) if redis_url else None
        self._shared = (
            SlidingWindowCounterRateLimiter(_storage(self._pool, redis_url)) if self._pool else None
        )
        self._rests_until = 0.0

    async def admits(self, name: str, per_minute: int, place: str) -> bool:
        """Counts one more of that name from the place; False beyond so many in the last minute."""
        item = RateLimitItemPerMinute(per_minute)
        if self._shared is not None and time.monotonic() >= self._rests_until:
            try:
                return await self._shared.hit(item, name, place)
            except (RedisError, OSError) as error:
                logger.warning("Redis does not count (%s); each process does", type(error).__name__)
                self._rests_until = time.monotonic() + REST_SECONDS
        return await self._alone.hit(item, name, place)

    def findings(self) -> Sequence[Finding]:
        """Says so while Redis does not answer."""
        return [Finding("redis_away")] if time.monotonic() < self._rests_until else []

    async def close(self) -> None:
        """Gives the connections back."""
        if self._pool is not None:
            await self._pool.disconnect()


def _pool(url: str) -> ConnectionPool:
    if urlsplit(url).scheme not in ("redis", "rediss"):
        raise LimitsUrlError("CHIDAN_REDIS_URL: expected redis://HOST:PORT/0 or rediss://…")
    limits = {"socket_timeout": SECONDS_FOR_REDIS, "socket_connect_timeout": SECONDS_FOR_REDIS}
    return ConnectionPool.from_url(url, **limits)


def _storage(pool: ConnectionPool, url: str) -> RedisStorage:
    options: Any = {"connection_pool": pool}  # passed on to Redis, which its type does not tell
    return RedisStorage(f"async+{url}", implementation="redispy", key_prefix="chidan", **options)
