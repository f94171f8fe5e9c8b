"""Whatever the system answers: a dossier of that code with dates that can be, a plain no, or one word."""

import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
import pytest

from bot.dossiers.sources.breaker import Breaker
from bot.dossiers.sources.field_map import load_field_map
from bot.dossiers.sources.http import HttpSource, HttpSourceConfig, one_stop_http
from bot.dossiers.sources.source import Reason, SourceDown
from bot.dossiers.state import DossierState
from tests.emulators.clock import START, HandClock
from tests.emulators.one_stop.breakdowns import sends
from tests.emulators.one_stop.emulator import OneStopEmulator
from tests.emulators.one_stop.samples import sample_dossiers

ANSWERS = 2_000
SEED = 20261123
SAMPLES = sample_dossiers(START)
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1, 11, 10**12, 10**30, 0.5, 1e300, "", " ", "0", "null", "NaN", "-1", "５"),
    *("20260230000000", "00000000000000", "99999999999999", "2026-11-23", "23/11/2026", "20991231235959"),
    *("19700101000000", "x" * 3_000, "\u202e\u0000", "Đang xử lý", "đang  xử lý", "'; --", "{{7*7}}", "<b>"),
    *([], {}, [None], [[[[]]]], {"a": {"b": []}}, [1, 2], ["Giấy"], [{"TenGiayTo": 5}], [{"Gia": "1.5"}]),
    *([{"Gia": -5}], [{"Gia": "1e6"}], [{"Gia": "12.50"}], [{"Gia": "một triệu"}]),
    *([{"Gia": "1.250.000", "TenPhiLePhi": None}], [{"TenGiayTo": "Giấy"}] * 150),
]

Mutation = Callable[[random.Random, dict[str, Any]], Any]


def replace_value(chance: random.Random, body: dict[str, Any]) -> Any:
    body[chance.choice(list(body))] = chance.choice(ODD)
    return body


def drop_key(chance: random.Random, body: dict[str, Any]) -> Any:
    del body[chance.choice(list(body))]
    return body


def swap_values(chance: random.Random, body: dict[str, Any]) -> Any:
    one, other = chance.sample(list(body), 2)
    body[one], body[other] = body[other], body[one]
    return body


def another_digit(chance: random.Random, body: dict[str, Any]) -> Any:
    key = chance.choice([key for key, value in body.items() if isinstance(value, str) and value])
    at = chance.randrange(len(body[key]))
    body[key] = body[key][:at] + chance.choice("0123456789") + body[key][at + 1 :]
    return body


def wrap(chance: random.Random, body: dict[str, Any]) -> Any:
    return chance.choice([[body], {"data": body}, [body, body], body.get("MaHoSo"), chance.choice(ODD)])


MUTATIONS: list[Mutation] = [replace_value, replace_value, drop_key, swap_values, another_digit, wrap]


def mutated(chance: random.Random, body: dict[str, Any]) -> bytes:
    """One answer with one to three things wrong in it, or with its bytes spoiled."""
    changed: Any = dict(body)
    for _ in range(chance.randint(1, 3)):
        if isinstance(changed, dict) and len(changed) > 1:
            changed = chance.choice(MUTATIONS)(chance, changed)
    raw = json.dumps(changed, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    if chance.random() < 0.2:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + chance.randbytes(chance.randint(0, 3)) + raw[at + chance.randint(0, 3) :]
    return raw


@pytest.fixture
async def system() -> AsyncIterator[OneStopEmulator]:
    async with OneStopEmulator(SAMPLES).running() as emulator:
        yield emulator


@pytest.fixture
async def source(system: OneStopEmulator) -> AsyncIterator[HttpSource]:
    config = HttpSourceConfig(system.url, system.token, load_field_map())
    async with one_stop_http() as http:
        yield HttpSource(config, http, breaker=Breaker(HandClock(), failures=ANSWERS + 1))


def check(state: DossierState, code: str) -> None:
    """What may be shown at all."""
    assert state.code == code
    days = (state.appointment, state.finished_on, state.returned_on)
    assert all(2000 <= day.year <= 2100 for day in days if day)
    if state.received_at:
        assert state.received_at.tzinfo is not None
        assert all(day >= state.received_at.date() for day in days if day)
    assert state.money_due is None or state.money_due >= 0
    assert all(text.isprintable() for text in (state.holder, state.stage, state.unit, *state.missing))


async def test_two_thousand_spoiled_answers(
    source: HttpSource, system: OneStopEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    chance, ends = random.Random(SEED), Counter[str]()
    bodies = {sample.code: msgspec.to_builtins(sample) for sample in SAMPLES}
    for _ in range(ANSWERS):
        code = chance.choice(list(bodies))
        status = chance.choice([200] * 19 + [404])
        system.always = sends(mutated(chance, bodies[code]), status=status)
        try:
            state = await source.find(code)
        except SourceDown as down:
            ends[down.reason] += 1
        else:
            ends["none" if state is None else "state"] += 1
            if state is not None:
                check(state, code)
    told = {Reason.FIELDS, Reason.DATES, Reason.STATUS, Reason.MONEY, Reason.OTHER_DOSSIER, Reason.JSON}
    assert ends.keys() >= told | {"state", "none"}
    assert ends.keys() <= {*Reason, "state", "none"}
    assert ends["state"] > ANSWERS / 5
    assert not any(sample.holder in caplog.text or sample.phone in caplog.text for sample in SAMPLES)
