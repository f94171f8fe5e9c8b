"""A question that goes to a second worker changes nothing a second time."""

import asyncio
from typing import Any

import pytest

from bot.sidecar.once import Once


class Writer:
    """Counts what it is made to do."""

    def __init__(self) -> None:
        self.times = 0
        self.seconds = 0.0
        self.fails = False

    async def work(self) -> int:
        self.times += 1
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise OSError("no disk")
        return self.times


def call(question: object, action: str = "action_add") -> dict[str, Any]:
    return {"next_action": action, "tracker": {"latest_message": {"metadata": {"question": question}}}}


async def test_the_second_call_gets_the_answer_of_the_first() -> None:
    once, writer = Once(), Writer()
    assert [await once.run(call("a"), writer.work) for _ in range(3)] == [1, 1, 1]


async def test_even_while_the_first_still_runs_or_was_broken_off() -> None:
    once, writer = Once(), Writer()
    writer.seconds = 0.05
    first = asyncio.create_task(once.run(call("a"), writer.work))
    await asyncio.sleep(0.01)
    first.cancel()
    assert await once.run(call("a"), writer.work) == 1
    assert writer.times == 1


async def test_another_question_or_action_is_another_run() -> None:
    once, writer = Once(), Writer()
    calls = [call("a"), call("b"), call("a", "action_other")]
    assert [await once.run(one, writer.work) for one in calls] == [1, 2, 3]


@pytest.mark.parametrize(
    "body", [{}, {"tracker": 5}, {"tracker": {"latest_message": {}}}, call(None), call(7)]
)
async def test_a_question_without_a_name_runs_each_time(body: dict[str, Any]) -> None:
    once, writer = Once(), Writer()
    assert [await once.run(body, writer.work) for _ in range(2)] == [1, 2]


async def test_a_run_that_failed_is_done_again() -> None:
    once, writer = Once(), Writer()
    writer.fails = True
    with pytest.raises(OSError, match="no disk"):
        await once.run(call("a"), writer.work)
    writer.fails = False
    assert await once.run(call("a"), writer.work) == 2


async def test_answers_are_kept_for_a_moment_only() -> None:
    once, writer = Once(kept_seconds=0.02), Writer()
    await once.run(call("a"), writer.work)
    await asyncio.sleep(0.05)
    assert await once.run(call("a"), writer.work) == 2
