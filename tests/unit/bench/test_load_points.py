"""Due times, windows and what a rate adds up to."""

import asyncio
import time

import aiohttp
import pytest
from aiohttp import web

from bench.load.arrivals import Answer, Request, bring, due_times
from bench.load.capacity import cores
from bench.load.points import WINDOWS, point_of
from bench.load.steps import STEPS
from tests.emulators.loopback import serving

RATE = 50.0


def answered(seconds: float, count: int = 50, rate: float = 10.0) -> list[Answer]:
    return [Answer(due, due, due + seconds, 200, "answered") for due in due_times(rate, count)]


def test_due_times_are_evenly_apart_whatever_happens() -> None:
    assert due_times(4.0, 5) == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_a_rate_that_is_kept_up_with_is_borne() -> None:
    point = point_of(10.0, answered(0.05))
    assert point.borne
    assert point.per_second == pytest.approx(10.0)
    assert point.p95.median == pytest.approx(50.0)


def test_a_rate_of_which_one_answer_is_an_excuse_is_not_borne() -> None:
    answers = answered(0.05)
    answers[3] = Answer(0.3, 0.3, 0.35, 200, "failed_nlu")
    assert not point_of(10.0, answers).borne


def test_waiting_that_grows_shows_in_the_last_window_and_in_the_throughput() -> None:
    slow = [Answer(due, due, due * 2 + 0.05, 200) for due in due_times(10.0, 100)]
    point = point_of(10.0, slow)
    assert point.p50.most > WINDOWS * point.p50.least
    assert point.per_second < 7
    assert not point.borne


async def test_a_stall_counts_for_everything_that_was_due_meanwhile() -> None:
    free_from = time.perf_counter() + 0.5

    async def stalls(_request: web.Request) -> web.Response:
        await asyncio.sleep(max(0.0, free_from - time.perf_counter()))
        return web.json_response({"meta": {"outcome": "answered"}})

    app = web.Application()
    app.router.add_post("/", stalls)
    async with serving(app) as url, aiohttp.ClientSession(url) as http:
        found = await bring(http, [Request("/", {}, "{}")] * 40, RATE)
    assert all(one.good for one in found)
    assert sum(one.milliseconds > 100 for one in found) >= 10
    assert [one.due for one in found] == due_times(RATE, 40)


def test_cores_are_not_planned_to_the_full() -> None:
    assert cores(7.0, 10.0) == 1
    assert cores(7.1, 10.0) == 2
    assert cores(5.0, float("nan")) == 0


def test_the_design_bursts_are_those_of_the_scale_table() -> None:
    assert [round(step.burst, 1) for step in STEPS] == [4.4, 22.2, 151.1, 666.7]
