"""A one-stop system over real HTTP: what it tells, how it is asked, and when it is left alone."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import msgspec
import pytest

from bot.dossiers.sources.breaker import FAILURES, PAUSE
from bot.dossiers.sources.field_map import load_field_map
from bot.dossiers.sources.http import AT_ONCE, HttpSource, HttpSourceConfig, one_stop_http
from bot.dossiers.sources.source import Reason, SourceDown
from bot.dossiers.state import Status
from bot.findings import Finding
from tests.emulators.clock import START, HandClock
from tests.emulators.faults import answers, reset
from tests.emulators.one_stop.breakdowns import altered, late
from tests.emulators.one_stop.emulator import CALL, OneStopEmulator
from tests.emulators.one_stop.samples import sample_dossiers

LIMIT = 0.5
SAMPLES = sample_dossiers(START)
CODE = SAMPLES[8].code  # papers are asked for


@pytest.fixture
async def system() -> AsyncIterator[OneStopEmulator]:
    async with OneStopEmulator(SAMPLES).running() as emulator:
        yield emulator


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with one_stop_http() as session:
        yield session


@pytest.fixture
def config(system: OneStopEmulator) -> HttpSourceConfig:
    return HttpSourceConfig(system.url, system.token, load_field_map(), timeout=LIMIT)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def source(config: HttpSourceConfig, http: aiohttp.ClientSession, clock: HandClock) -> HttpSource:
    return HttpSource(config, http, clock)


async def reason_of(source: HttpSource, code: str = CODE) -> str:
    with pytest.raises(SourceDown) as down:
        await source.find(code)
    return down.value.reason


async def fail(source: HttpSource, system: OneStopEmulator, times: int) -> None:
    system.faults.next(CALL, answers(500, {}), times)
    for _ in range(times):
        assert await reason_of(source) == Reason.HTTP_STATUS


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.code)
async def test_each_sample_is_read_whole(source: HttpSource, sample: msgspec.Struct) -> None:
    state = await source.find(sample.code)
    assert state is not None
    assert state.status.number == int(sample.status)
    assert (state.code, state.procedure, state.procedure_name) == (
        sample.code,
        sample.procedure,
        sample.procedure_name,
    )
    assert (state.stage, state.unit, state.reason) == (sample.stage, sample.unit, sample.reason)
    assert (state.holder, state.parcel) == (sample.holder, sample.parcel)
    assert (state.phone, state.lookup_code) == (sample.phone, sample.lookup_code)
    assert state.missing == tuple(paper.ten_giay_to for paper in sample.papers)
    assert state.money_due == (sum(int(fee.gia) for fee in sample.fees) if sample.fees else None)
    moments = (state.changed_at, state.received_at)
    assert [f"{one:%Y%m%d%H%M%S}" if one else "" for one in moments] == [
        sample.changed_at,
        sample.received_at,
    ]
    days = (state.appointment, state.finished_on, state.returned_on)
    told = (sample.appointment, sample.finished_at, sample.returned_at)
    assert [f"{day:%Y%m%d}" if day else "" for day in days] == [moment[:8] for moment in told]


def test_the_samples_are_of_every_status() -> None:
    assert {int(sample.status) for sample in SAMPLES} == {status.number for status in Status}


async def test_a_dossier_that_is_not_there_is_a_plain_no(source: HttpSource) -> None:
    assert await source.find("H19.25-261102-9999") is None
    assert source.findings() == []


async def test_a_code_stays_one_piece_of_the_address(source: HttpSource, system: OneStopEmulator) -> None:
    assert await source.find("../dossiers?x=1#/é") is None
    assert system.asked == ["../dossiers?x=1#/é"]


async def test_the_code_may_stand_anywhere_in_the_address(
    source: HttpSource, config: HttpSourceConfig, http: aiohttp.ClientSession
) -> None:
    elsewhere = replace(config, url=f"{config.url}/dossiers/{{code}}?full=1")
    assert await HttpSource(elsewhere, http).find(CODE) == await source.find(CODE)


@pytest.mark.parametrize("token", ["", "another"])
async def test_without_the_right_token_nothing_is_told(
    config: HttpSourceConfig, http: aiohttp.ClientSession, token: str
) -> None:
    assert await reason_of(HttpSource(replace(config, token=token), http)) == Reason.UNAUTHORISED


@pytest.mark.parametrize("url", ["", "one-stop.example", "ftp://a/b", "https://", "https://user:word@host/"])
def test_an_address_that_cannot_be_asked_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        HttpSourceConfig(url, "", load_field_map())


@pytest.mark.parametrize("token", ["a\nb", "khoá"])
def test_a_token_that_cannot_be_sent_is_refused_without_being_told(token: str) -> None:
    with pytest.raises(ValueError, match="token") as refused:
        HttpSourceConfig("https://host", token, load_field_map())
    assert token not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://one-stop.example/api", 1),
        ("https://one-stop.example/api", 0),
        ("http://localhost:8093", 0),
        ("http://[::1]:8093", 0),
    ],
)
async def test_officers_are_told_of_an_address_without_encryption(
    config: HttpSourceConfig, http: aiohttp.ClientSession, url: str, told: int
) -> None:
    found = HttpSource(replace(config, url=url), http).findings()
    assert found == [Finding("one_stop_unencrypted")] * told


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(HttpSourceConfig("https://host", "secret", load_field_map()))


class Unreachable(aiohttp.TCPConnector):
    """Makes no connection so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.left = times
        self.tried = 0

    async def connect(self, request: Any, *rest: Any, **more: Any) -> Any:
        self.tried += 1
        self.left -= 1
        if self.left >= 0:
            raise aiohttp.ClientConnectorError(request.connection_key, OSError("refused"))
        return await super().connect(request, *rest, **more)


async def test_where_no_connection_is_made_it_is_tried_once_more(config: HttpSourceConfig) -> None:
    async with aiohttp.ClientSession(connector=Unreachable(times=1)) as http:
        assert await HttpSource(config, http).find(CODE) is not None


async def test_but_not_twice(config: HttpSourceConfig) -> None:
    connector = Unreachable(times=2)
    async with aiohttp.ClientSession(connector=connector) as http:
        assert await reason_of(HttpSource(config, http)) == Reason.CONNECTION
    assert connector.tried == 2


async def test_one_that_breaks_off_is_tried_once_more_too(
    source: HttpSource, system: OneStopEmulator
) -> None:
    system.faults.next(CALL, reset(processed=False))
    assert await source.find(CODE) is not None
    system.faults.next(CALL, reset(processed=False), times=2)
    assert await reason_of(source) == Reason.CONNECTION
    assert len(system.asked) == 4


@pytest.mark.parametrize("fault", [answers(500, {}), late(LIMIT * 2)])
async def test_nothing_else_is_tried_again(
    source: HttpSource, system: OneStopEmulator, fault: object
) -> None:
    system.faults.next(CALL, fault)
    await reason_of(source)
    assert len(system.asked) == 1


async def test_side_by_side_the_same_dossier_is_asked_for_once(
    source: HttpSource, system: OneStopEmulator
) -> None:
    system.faults.next(CALL, late(0.1))
    found = await asyncio.gather(*(source.find(CODE) for _ in range(30)))
    assert len({state.code for state in found if state}) == 1
    assert None not in found
    assert system.asked == [CODE]


async def test_no_more_than_so_many_are_on_their_way(
    config: HttpSourceConfig, http: aiohttp.ClientSession, system: OneStopEmulator
) -> None:
    system.always = late(0.05)
    source = HttpSource(replace(config, timeout=5), http)
    found = await asyncio.gather(*(source.find(sample.code) for sample in SAMPLES))
    assert [state.code for state in found if state] == [sample.code for sample in SAMPLES]
    assert system.most_at_once == AT_ONCE


async def test_waiting_for_others_counts_in_the_time(source: HttpSource, system: OneStopEmulator) -> None:
    system.always = late(LIMIT * 4)
    began = time.monotonic()
    failures = await asyncio.gather(*(source.find(one.code) for one in SAMPLES), return_exceptions=True)
    assert time.monotonic() - began < LIMIT * 2
    reasons = [failure.reason for failure in failures if isinstance(failure, SourceDown)]
    assert reasons.count(Reason.TIMEOUT) == AT_ONCE
    assert reasons.count(Reason.BUSY) == len(SAMPLES) - AT_ONCE


async def test_one_who_is_cancelled_ends_the_request(source: HttpSource, system: OneStopEmulator) -> None:
    system.faults.next(CALL, late(30))
    asker = asyncio.create_task(source.find(CODE))
    while not system.asked:
        await asyncio.sleep(0.01)
    asker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asker
    async with asyncio.timeout(2):
        while not system.given_up:
            await asyncio.sleep(0.01)
    assert await source.find(CODE) is not None


async def test_after_five_failures_it_is_left_alone_and_then_tried_once(
    source: HttpSource, system: OneStopEmulator, clock: HandClock
) -> None:
    await fail(source, system, FAILURES)
    asked = len(system.asked)
    assert await reason_of(source) == Reason.RESTS
    assert len(system.asked) == asked
    clock.advance(seconds=PAUSE.total_seconds())
    system.faults.next(CALL, late(0.1))
    found = await asyncio.gather(*(source.find(one.code) for one in SAMPLES[:5]), return_exceptions=True)
    assert [isinstance(one, SourceDown) for one in found] == [False, True, True, True, True]
    assert len(system.asked) == asked + 1
    assert await source.find(CODE) is not None


async def test_a_trial_that_fails_leaves_it_alone_for_another_while(
    source: HttpSource, system: OneStopEmulator, clock: HandClock
) -> None:
    await fail(source, system, FAILURES)
    clock.advance(seconds=PAUSE.total_seconds())
    await fail(source, system, 1)
    assert await reason_of(source) == Reason.RESTS


async def test_an_unknown_dossier_is_an_answer_too(source: HttpSource, system: OneStopEmulator) -> None:
    await fail(source, system, FAILURES - 1)
    assert await source.find("H19.25-261102-9999") is None
    await fail(source, system, FAILURES - 1)
    assert await source.find(CODE) is not None


async def test_officers_are_told_since_when_it_does_not_answer(
    source: HttpSource, system: OneStopEmulator, clock: HandClock
) -> None:
    await fail(source, system, FAILURES)
    facts = {"since": "23/11/2026 15:30", "reason": "http_status"}
    assert source.findings() == [Finding("one_stop_away", facts)]
    clock.advance(seconds=PAUSE.total_seconds())
    await source.find(CODE)
    assert source.findings() == []


async def test_dossiers_that_cannot_be_read_are_told_but_do_not_stop_the_others(
    source: HttpSource, system: OneStopEmulator
) -> None:
    system.faults.next(CALL, altered(lambda body: body.pop("TrangThaiHoSo") and None), FAILURES)
    for _ in range(FAILURES):
        assert await reason_of(source) == Reason.FIELDS
    assert source.findings() == [Finding("one_stop_unusable", {"count": 5, "reason": "fields"})]
    assert await source.find(CODE) is not None
    assert source.findings() == []


async def test_a_system_that_comes_back_is_asked_again(http: aiohttp.ClientSession, clock: HandClock) -> None:
    emulator = OneStopEmulator(SAMPLES)
    async with emulator.running():
        source = HttpSource(HttpSourceConfig(emulator.url, emulator.token, load_field_map()), http, clock)
        assert await source.find(CODE) is not None
    for _ in range(FAILURES):
        assert await reason_of(source) == Reason.CONNECTION
    assert await reason_of(source) == Reason.RESTS
    async with emulator.running(int(emulator.url.rpartition(":")[2])):
        clock.advance(seconds=PAUSE.total_seconds())
        assert await source.find(CODE) is not None
