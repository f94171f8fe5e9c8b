"""Who asks while others are being served is served together with the rest of those."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.conversation.together import MOST_AT_ONCE, Together
from bot.storage.errors import StorageUnavailable


class Doubling:
    """Work that refuses a lot with a negative number in it."""

    def __init__(self) -> None:
        self.lots: list[list[int]] = []
        self.down = False

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int]:
        self.lots.append(list(numbers))
        await asyncio.sleep(0.001)
        if self.down:
            raise StorageUnavailable
        if min(numbers) < 0:
            raise ValueError(min(numbers))
        return [2 * number for number in numbers]


async def all_of(together: Together[int, int], numbers: Sequence[int]) -> list[int | BaseException]:
    return await asyncio.gather(*map(together.do, numbers), return_exceptions=True)


async def test_everybody_gets_their_own_answer_and_lots_are_bounded() -> None:
    work = Doubling()
    assert await all_of(Together(work), range(600)) == [2 * number for number in range(600)]
    assert [number for lot in work.lots for number in lot] == list(range(600))
    assert len(work.lots) < 10
    assert max(map(len, work.lots)) == MOST_AT_ONCE


async def test_one_after_the_other_nobody_waits_for_company() -> None:
    work = Doubling()
    together = Together(work)
    assert [await together.do(number) for number in range(3)] == [0, 2, 4]
    assert work.lots == [[0], [1], [2]]


async def test_the_fault_of_one_is_no_fault_of_the_others() -> None:
    found = await all_of(Together(Doubling()), [1, 2, -3, 4])
    assert found[:2] == [2, 4]
    assert isinstance(found[2], ValueError)
    assert found[3] == 8


async def test_without_a_database_everybody_hears_it_after_one_try() -> None:
    work = Doubling()
    work.down = True
    found = await all_of(Together(work), [1, 2, 3, 4])
    assert all(isinstance(one, StorageUnavailable) for one in found)
    assert sum(map(len, work.lots)) == 4


async def test_who_goes_away_takes_nobody_along() -> None:
    together = Together(Doubling())
    first, second = asyncio.create_task(together.do(1)), asyncio.create_task(together.do(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 4
    with pytest.raises(asyncio.CancelledError):
        await first
