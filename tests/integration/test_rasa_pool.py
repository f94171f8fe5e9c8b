"""Several Rasas as one: the least busy that answers gets the message, and any of them may leave."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp.test_utils import TestServer

from bot.conversation.nlu import NluUnavailable
from bot.conversation.outcomes import Outcome
from bot.conversation.rasa_client import RasaClient, rasa_http
from tests.integration.test_rasa_client import RasaEmulator


@asynccontextmanager
async def pool(
    *emulators: RasaEmulator, timeout: float = 5.0
) -> AsyncIterator[tuple[RasaClient, Sequence[str]]]:
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(TestServer(one.app())) for one in emulators]
        urls = [str(server.make_url("/")).rstrip("/") for server in servers]
        http = await stack.enter_async_context(rasa_http())
        yield RasaClient(http, urls, timeout), urls


async def ask(client: RasaClient, sender: str) -> Outcome | None:
    return (await client.ask(sender, "phí", None)).outcome


async def test_the_least_busy_gets_the_message() -> None:
    quick, slow = RasaEmulator(), RasaEmulator()
    quick.seconds, slow.seconds = 0.02, 0.5
    async with pool(quick, slow) as (client, _):
        crowd = [asyncio.create_task(ask(client, f"s{number}")) for number in range(4)]
        await asyncio.sleep(0.1)  # the quick one is idle again, the slow one is not
        for number in range(10):
            assert await ask(client, f"t{number}") is Outcome.ANSWERED
        await asyncio.gather(*crowd)
    assert (len(quick.messages), len(slow.messages)) == (12, 2)


async def test_where_all_are_idle_a_conversation_stays_and_many_spread() -> None:
    emulators = [RasaEmulator(), RasaEmulator(), RasaEmulator()]
    async with pool(*emulators) as (client, _):
        for number in range(90):
            await ask(client, f"s{number % 30}")
    seen = [{message["sender"] for message in one.messages} for one in emulators]
    assert sum(map(len, seen)) == 30
    assert all(seen)


async def test_a_second_message_of_a_conversation_waits_for_the_first() -> None:
    emulators = [RasaEmulator(), RasaEmulator()]
    for one in emulators:
        one.seconds = 0.2
    async with pool(*emulators) as (client, _):
        talk = [asyncio.create_task(ask(client, "same")) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert sum(len(one.messages) for one in emulators) == 1
        assert await asyncio.gather(*talk) == [Outcome.ANSWERED] * 3


async def test_it_waits_for_half_of_what_a_turn_may_take() -> None:
    slow = RasaEmulator()
    slow.seconds = 0.4
    async with pool(slow, timeout=0.5) as (client, _):
        first, second = (asyncio.create_task(ask(client, "same")) for _ in range(2))
        await first
        with pytest.raises(NluUnavailable):
            await second
        assert await ask(client, "other") is Outcome.ANSWERED


async def test_one_that_was_broken_off_lets_the_next_of_its_conversation_pass() -> None:
    slow = RasaEmulator()
    slow.seconds = 2
    async with pool(slow) as (client, _):
        broken_off = asyncio.create_task(ask(client, "same"))
        await asyncio.sleep(0.1)
        broken_off.cancel()
        await asyncio.gather(broken_off, return_exceptions=True)
        slow.seconds = 0
        async with asyncio.timeout(1):
            assert await ask(client, "same") is Outcome.ANSWERED


async def test_a_silent_one_leaves_time_for_another() -> None:
    silent, good = RasaEmulator(), RasaEmulator()
    silent.seconds = 5
    async with pool(silent, good, timeout=0.6) as (client, _):
        assert [await ask(client, f"s{number}") for number in range(8)] == [Outcome.ANSWERED] * 8
        failed = {state.failed for state in client.states()}
    assert failed == {0, 1}, "after one failure it is left alone"


async def test_one_that_is_drained_answers_what_it_has_and_gets_no_more() -> None:
    old, new = RasaEmulator(), RasaEmulator()
    old.seconds = 0.3
    async with pool(old, new) as (client, urls):
        await client.drain(urls[1])
        under_way = asyncio.create_task(ask(client, "a"))
        await asyncio.sleep(0.05)
        client.add(urls[1])
        draining = asyncio.create_task(client.drain(urls[0]))
        await asyncio.sleep(0.05)
        assert not draining.done()
        assert [await ask(client, name) for name in "bcdef"] == [Outcome.ANSWERED] * 5
        assert await under_way is Outcome.ANSWERED
        await draining
        assert [state.url for state in client.states()] == [urls[1]]
    assert (len(old.messages), len(new.messages)) == (1, 5)


async def test_without_a_server_there_is_no_answer_until_one_comes() -> None:
    late = RasaEmulator()
    async with pool(late) as (client, urls):
        await client.drain(urls[0])
        with pytest.raises(NluUnavailable) as failure:
            await ask(client, "a")
        assert not failure.value.reached
        client.add(urls[0] + "/")
        assert await ask(client, "a") is Outcome.ANSWERED


async def test_states_tell_what_each_does() -> None:
    broken, good = RasaEmulator(), RasaEmulator()
    broken.status, good.seconds = 500, 0.2
    async with pool(broken, good) as (client, urls):
        asked = [asyncio.create_task(ask(client, name)) for name in "abc"]
        await asyncio.sleep(0.1)
        states = {state.url: state for state in client.states()}
        assert (states[urls[0]].rests, states[urls[0]].answered) == (True, 0)
        assert (states[urls[1]].rests, states[urls[1]].busy) == (False, 3)
        await asyncio.gather(*asked)
        assert {state.url: state.answered for state in client.states()} == {urls[0]: 0, urls[1]: 3}
