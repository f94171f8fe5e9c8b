"""Callers are counted for all processes where there is a Redis, and always by each where it is away."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.findings import Finding
from bot.limits.counter import Counter, LimitsUrlError
from tests.integration.redis_server import RedisServer, needed, running_redis


@pytest.fixture
def server() -> Iterator[RedisServer]:
    with running_redis(needed()) as running:
        yield running


async def count(counter: Counter, times: int, place: str = "a", most: int = 5) -> int:
    """How many of so many were let in."""
    return sum([await counter.admits("searches", most, place) for _ in range(times)])


async def test_two_processes_count_together_with_redis_and_each_alone_without(server: RedisServer) -> None:
    one, other = Counter(server.url), Counter(server.url)
    assert (await count(one, 4), await count(other, 4), await count(one, 3, "b")) == (4, 1, 3)
    alone, beside = Counter(), Counter()
    assert (await count(alone, 7), await count(beside, 7)) == (5, 5)
    for counter in (one, other, alone, beside):
        await counter.close()


async def test_while_redis_is_away_nobody_is_refused_who_would_not_be_and_health_says_so(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.limits.counter.REST_SECONDS", 0.2)
    counter = Counter(server.url)
    assert await count(counter, 3) == 3
    assert counter.findings() == []
    server.kill()
    assert await count(counter, 7) == 5
    assert counter.findings() == [Finding("redis_away")]
    server.start()
    await asyncio.sleep(0.25)
    assert await count(counter, 7) == 5  # its memory began anew
    assert counter.findings() == []
    await counter.close()


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost:6379", "memcached://x"])
def test_an_address_of_something_else_is_told(url: str) -> None:
    with pytest.raises(LimitsUrlError, match="CHIDAN_REDIS_URL"):
        Counter(url)
