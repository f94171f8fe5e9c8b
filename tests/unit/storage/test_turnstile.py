"""Who passes when several want to."""

import asyncio

from bot.storage.turnstile import MOST_IN_A_ROW, Turnstile

Arrival = tuple[str, bool]


async def order_of(*arrivals: Arrival) -> list[str]:
    turnstile, passed = Turnstile(), list[str]()

    async def go(name: str, urgent: bool) -> None:
        async with turnstile.passing(urgent=urgent):
            passed.append(name)
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tasks, turnstile.passing(urgent=False):
        for arrival in arrivals:
            tasks.create_task(go(*arrival))
        await asyncio.sleep(0)
    return passed


async def test_the_urgent_go_first_and_each_line_keeps_its_order() -> None:
    assert await order_of(("a", False), ("b", True), ("c", False), ("d", True)) == ["b", "d", "a", "c"]


async def test_nobody_waits_for_ever() -> None:
    urgent = [(f"u{number}", True) for number in range(3 * MOST_IN_A_ROW)]
    order = await order_of(("patient", False), *urgent)
    assert order.index("patient") == MOST_IN_A_ROW


async def test_whoever_gives_up_holds_nobody_up() -> None:
    turnstile = Turnstile()

    async def go() -> None:
        async with turnstile.passing(urgent=True):
            pass

    async with turnstile.passing(urgent=False):
        first, second = asyncio.create_task(go()), asyncio.create_task(go())
        await asyncio.sleep(0)
        first.cancel()
    async with asyncio.timeout(1):
        await second
        await asyncio.gather(first, return_exceptions=True)
        await go()


async def test_one_who_is_cancelled_just_when_the_turn_comes_passes_it_on() -> None:
    turnstile = Turnstile()

    async def go() -> None:
        async with turnstile.passing(urgent=False):
            pass

    async with turnstile.passing(urgent=False):
        waiting = asyncio.create_task(go())
        await asyncio.sleep(0)
    waiting.cancel()  # it was woken, and has not run yet
    await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1):
        await go()
