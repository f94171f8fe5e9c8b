"""Each way in which the one-stop system can fail: one word, in time, and nothing of anybody's in the log."""

import logging
import time
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from bot.dossiers.sources.breaker import Breaker
from bot.dossiers.sources.field_map import load_field_map
from bot.dossiers.sources.http import HttpSource, HttpSourceConfig, one_stop_http
from bot.dossiers.sources.source import Reason, SourceDown
from tests.emulators.clock import START, HandClock
from tests.emulators.faults import Fault, answers
from tests.emulators.one_stop.breakdowns import BREAKDOWNS, drips, sends
from tests.emulators.one_stop.emulator import CALL, OneStopEmulator
from tests.emulators.one_stop.samples import sample_dossiers

LIMIT = 0.5
SAMPLE = sample_dossiers(START)[10]
REASONS = {
    "late": Reason.TIMEOUT,
    "reset": Reason.CONNECTION,
    "500": Reason.HTTP_STATUS,
    "page": Reason.NOT_JSON,
    "bad-gateway": Reason.HTTP_STATUS,
    "broken-json": Reason.JSON,
    "half": Reason.CUT_OFF,
    "other-dossier": Reason.OTHER_DOSSIER,
    "missing-field": Reason.FIELDS,
    "no-such-day": Reason.DATES,
    "unheard-status": Reason.STATUS,
    "huge": Reason.TOO_LARGE,
    "bomb": Reason.TOO_LARGE,
    "redirect": Reason.REDIRECT,
    "drip": Reason.TIMEOUT,
}


@pytest.fixture
async def system() -> AsyncIterator[OneStopEmulator]:
    async with OneStopEmulator([SAMPLE]).running() as emulator:
        yield emulator


@pytest.fixture
async def source(system: OneStopEmulator) -> AsyncIterator[HttpSource]:
    config = HttpSourceConfig(system.url, system.token, load_field_map(), timeout=LIMIT)
    async with one_stop_http() as http:
        yield HttpSource(config, http, breaker=Breaker(HandClock(), failures=1_000))


async def reason_of(source: HttpSource) -> str:
    with pytest.raises(SourceDown) as down:
        await source.find(SAMPLE.code)
    assert str(down.value) == down.value.reason
    return down.value.reason


def test_every_breakdown_is_tried_here() -> None:
    assert REASONS.keys() == BREAKDOWNS.keys()


@pytest.mark.parametrize("name", BREAKDOWNS)
async def test_a_breakdown_is_one_word_in_time_and_the_next_answer_is_good(
    source: HttpSource, system: OneStopEmulator, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    system.always = BREAKDOWNS[name]
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        assert await reason_of(source) == REASONS[name]
    assert time.monotonic() - began < LIMIT + 0.5
    for told in (SAMPLE.holder, SAMPLE.phone, SAMPLE.parcel, SAMPLE.code, SAMPLE.lookup_code, system.token):
        assert told not in caplog.text
    system.always = None
    state = await source.find(SAMPLE.code)
    assert state is not None
    assert state.holder == SAMPLE.holder


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (sends(b"<html>404</html>", "text/html", 404), Reason.NOT_JSON),
        (sends(b"x", "text/plain"), Reason.NOT_JSON),
        (sends(b""), Reason.JSON),
        (sends(b"null"), Reason.FIELDS),
        (sends(b"[" * 100_000), Reason.JSON),
        (sends(b'{"MaHoSo": "\xff"}'), Reason.JSON),
        (sends(b'{"MaHoSo": NaN}'), Reason.JSON),
        (sends(b"", status=204), Reason.HTTP_STATUS),
        (answers(401, {}), Reason.UNAUTHORISED),
        (answers(403, {}), Reason.UNAUTHORISED),
        (answers(429, {}), Reason.HTTP_STATUS),
        (answers(503, {}), Reason.HTTP_STATUS),
        (answers(307, {}, {"Location": "http://127.0.0.1:9/"}), Reason.REDIRECT),
        (drips(0.01), Reason.TIMEOUT),
    ],
)
async def test_other_answers_that_tell_nothing(
    source: HttpSource, system: OneStopEmulator, fault: Fault, reason: str
) -> None:
    system.faults.next(CALL, fault)
    assert await reason_of(source) == reason


@pytest.mark.parametrize("content_type", ["application/json", "application/problem+json"])
async def test_a_404_of_the_system_itself_is_a_plain_no(
    source: HttpSource, system: OneStopEmulator, content_type: str
) -> None:
    system.faults.next(CALL, sends(b"{}", content_type, 404))
    assert await source.find(SAMPLE.code) is None
    system.faults.next(CALL, sends(b"", "application/octet-stream", 404))
    assert await source.find(SAMPLE.code) is None


async def test_a_byte_order_mark_does_no_harm(source: HttpSource, system: OneStopEmulator) -> None:
    right = await source.find(SAMPLE.code)
    body = b"\xef\xbb\xbf" + (await _raw(system)).strip()
    system.faults.next(CALL, sends(body))
    assert await source.find(SAMPLE.code) == right


@pytest.mark.parametrize("name", ["huge", "bomb"])
async def test_a_huge_answer_is_not_kept(source: HttpSource, system: OneStopEmulator, name: str) -> None:
    system.always = BREAKDOWNS[name]
    await reason_of(source)  # what the first one loads is not counted
    tracemalloc.start()
    try:
        await reason_of(source)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * 2**20


async def _raw(system: OneStopEmulator) -> bytes:
    headers = {"Authorization": f"Bearer {system.token}"}
    async with (
        one_stop_http() as http,
        http.get(f"{system.url}/dossiers/{SAMPLE.code}", headers=headers) as got,
    ):
        return await got.read()
