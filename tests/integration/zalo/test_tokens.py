"""Tokens are renewed in time, once, and are kept before they are used."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.tokens import HUMAN_PATIENCE, Tokens
from bot.conversation.delivery import TemporaryFailure
from bot.findings import Finding
from bot.storage.database import Database
from tests.emulators.clock import HandClock
from tests.emulators.faults import Fault, Handler, answers, bad_gateway, hangs
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.refusals import oauth_refuses
from tests.integration.zalo.program import config_for

pytestmark = pytest.mark.alone

CALLS = 1_000


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def emulator(clock: HandClock) -> AsyncIterator[ZaloEmulator]:
    async with ZaloEmulator(clock=clock).running() as emulator:
        yield emulator


@asynccontextmanager
async def opened(db: Database, config: ZaloConfig, clock: HandClock) -> AsyncIterator[Tokens]:
    """The tokens as one process of the program has them."""
    async with aiohttp.ClientSession() as http:
        tokens = Tokens(config, db, http, clock)
        try:
            yield tokens
        finally:
            await tokens.close()


@pytest.fixture
async def tokens(db: Database, emulator: ZaloEmulator, clock: HandClock) -> AsyncIterator[Tokens]:
    async with opened(db, config_for(emulator), clock) as tokens:
        yield tokens


def living(emulator: ZaloEmulator) -> str:
    assert emulator.tokens.pair is not None
    return emulator.tokens.pair.access_token


def counted(emulator: ZaloEmulator, seconds: float = 0.0) -> list[float]:
    """Grows with each call of the OAuth server from now on, which takes so long to answer."""
    calls: list[float] = []

    async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
        calls.append(seconds)
        answer = await handler(request)
        await asyncio.sleep(seconds)
        return answer

    fault: Fault = count
    emulator.faults.next("oauth", fault, times=CALLS)
    return calls


def names(tokens: Tokens) -> list[str]:
    """Of what is wrong with them."""
    return [one.name for one in tokens.findings()]


async def test_the_first_pair_comes_from_the_environment(tokens: Tokens, emulator: ZaloEmulator) -> None:
    calls = counted(emulator)
    assert await tokens.access() == living(emulator)
    assert await tokens.access() == living(emulator)
    assert len(calls) == 1
    assert tokens.findings() == []


async def test_a_pair_is_renewed_after_twenty_hours(
    tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    first = await tokens.access()
    clock.advance(hours=19, minutes=59)
    assert await tokens.access() == first
    clock.advance(minutes=2)
    second = await tokens.access()
    assert second != first
    assert second == living(emulator)


async def test_many_who_need_a_token_make_one_call(tokens: Tokens, emulator: ZaloEmulator) -> None:
    calls = counted(emulator, seconds=0.2)
    found = await asyncio.gather(*(tokens.access() for _ in range(20)))
    assert set(found) == {living(emulator)}
    assert len(calls) == 1


async def test_two_processes_make_one_call(db: Database, emulator: ZaloEmulator, clock: HandClock) -> None:
    calls, config = counted(emulator, seconds=0.3), config_for(emulator)
    async with opened(db, config, clock) as one, opened(db, config, clock) as other:
        for _ in range(3):
            found = await asyncio.gather(*(tokens.access() for tokens in (one, other) * 4))
            assert set(found) == {living(emulator)}
            clock.advance(hours=21)
    assert len(calls) == 3


async def test_who_is_cancelled_while_waiting_loses_no_pair(
    tokens: Tokens, emulator: ZaloEmulator, db: Database, clock: HandClock
) -> None:
    counted(emulator, seconds=0.3)
    waiting = asyncio.create_task(tokens.access())
    await asyncio.sleep(0.15)
    waiting.cancel()
    await tokens.close()
    async with opened(db, config_without(emulator), clock) as next_start:
        assert await next_start.access() == living(emulator)


def config_without(emulator: ZaloEmulator) -> ZaloConfig:
    """Without a refresh token in the environment; what the emulator grants stays as it is."""
    pair = emulator.tokens.pair
    config = config_for(emulator, refresh_token="")
    emulator.tokens.pair = pair
    return config


async def test_a_refusal_with_200_leaves_the_old_pair(
    tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    first = await tokens.access()
    clock.advance(hours=21)
    emulator.faults.next("oauth", oauth_refuses())
    assert await tokens.access() == first
    assert names(tokens) == ["zalo_token_refused"]
    clock.advance(minutes=6)
    assert await tokens.access() == living(emulator) != first
    assert tokens.findings() == []


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"error": -14014, "message": "Invalid refresh token"},
        {"access_token": None, "refresh_token": None},
        {"access_token": "", "refresh_token": "r"},
        {"access_token": "a", "error_name": "odd"},
    ],
)
async def test_an_answer_without_both_tokens_is_a_refusal(
    tokens: Tokens, emulator: ZaloEmulator, clock: HandClock, answer: dict[str, Any]
) -> None:
    first = await tokens.access()
    clock.advance(hours=21)
    emulator.faults.next("oauth", answers(200, answer))
    assert await tokens.access() == first
    assert names(tokens) == ["zalo_token_refused"]


async def test_without_a_living_token_replies_wait_for_hours(
    tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    await tokens.access()
    emulator.tokens.void()
    clock.advance(hours=26)
    calls = counted(emulator)
    for _ in range(3):
        with pytest.raises(TemporaryFailure, match="token") as failure:
            await tokens.access()
        assert failure.value.patience == HUMAN_PATIENCE
    assert len(calls) == 1
    assert names(tokens) == ["zalo_token_dead"]


async def test_an_unreachable_server_is_not_a_refusal(
    tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    first = await tokens.access()
    clock.advance(hours=21)
    emulator.faults.next("oauth", bad_gateway)
    assert await tokens.access() == first
    assert tokens.findings() == []
    clock.advance(hours=3, minutes=30)
    emulator.faults.next("oauth", hangs(0.1))
    assert await tokens.access() == first
    assert tokens.findings() == [Finding("zalo_tokens_old", {"hours": 24})]
    clock.advance(minutes=6)
    assert await tokens.access() == living(emulator)


async def test_a_rejected_token_is_renewed_once(
    tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    first = await tokens.access()
    clock.advance(hours=1)
    calls = counted(emulator)
    second = await tokens.access(rejected=first)
    assert second == living(emulator) != first
    assert await tokens.access(rejected=first) == second
    with pytest.raises(TemporaryFailure):
        await tokens.access(rejected=second)
    assert len(calls) == 1


async def test_a_new_refresh_token_in_the_environment_counts(
    db: Database, tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    await tokens.access()
    async with opened(db, config_for(emulator), clock) as changed:
        calls = counted(emulator)
        assert await changed.access() == living(emulator)
        assert await changed.access() == living(emulator)
    assert len(calls) == 1


async def test_an_old_one_in_the_environment_does_not_undo_a_login(
    db: Database, emulator: ZaloEmulator, clock: HandClock
) -> None:
    config = config_for(emulator)
    async with opened(db, config, clock) as at_the_command_line:
        await at_the_command_line.log_in(emulator.tokens.issue_code(), "")
    async with opened(db, config, clock) as tokens:
        assert await tokens.access() == living(emulator)


async def test_nothing_to_begin_with_is_told(db: Database, emulator: ZaloEmulator, clock: HandClock) -> None:
    async with opened(db, config_for(emulator, refresh_token=""), clock) as tokens:
        with pytest.raises(TemporaryFailure):
            await tokens.access()
        assert names(tokens) == ["zalo_no_token"]


async def test_tokens_are_of_no_use_without_the_key(
    db: Database, tokens: Tokens, emulator: ZaloEmulator, clock: HandClock
) -> None:
    access = await tokens.access()
    async with db.reading() as session:
        row = (await session.execute(text("SELECT * FROM zalo_tokens"))).one()
    assert access not in str(row)
    assert emulator.tokens.pair is not None
    assert emulator.tokens.pair.refresh_token not in str(row)
    other_key = config_for(emulator, refresh_token="", token_key=Fernet.generate_key())
    async with opened(db, other_key, clock) as stranger:
        with pytest.raises(TemporaryFailure):
            await stranger.access()
