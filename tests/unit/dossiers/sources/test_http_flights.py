"""One question for all who ask the same."""

import asyncio

import pytest

from bot.dossiers.sources.http_flights import Flights


class Question:
    """Counts how often it is asked, and answers when it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.given_up = 0
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def __call__(self) -> str:
        self.asked += 1
        try:
            return await asyncio.shield(self.answer)
        except asyncio.CancelledError:
            self.given_up += 1
            await asyncio.sleep(0.01)  # a connection is not closed in an instant
            raise


async def started(*tasks: "asyncio.Task[str]") -> None:
    for _ in range(3):
        await asyncio.sleep(0)
    assert not any(task.done() for task in tasks)


async def test_all_who_ask_at_the_same_moment_get_the_one_answer() -> None:
    flights, question = Flights[str](), Question()
    askers = [asyncio.create_task(flights.join("a", question)) for _ in range(20)]
    await started(*askers)
    question.answer.set_result("yes")
    assert await asyncio.gather(*askers) == ["yes"] * 20
    assert question.asked == 1


async def test_another_key_is_another_question() -> None:
    flights, question = Flights[str](), Question()
    askers = [asyncio.create_task(flights.join(key, question)) for key in "abc"]
    await started(*askers)
    question.answer.set_result("yes")
    await asyncio.gather(*askers)
    assert question.asked == 3


async def test_the_next_one_asks_anew() -> None:
    flights, question = Flights[str](), Question()
    question.answer.set_result("yes")
    await flights.join("a", question)
    await flights.join("a", question)
    assert question.asked == 2


async def test_a_failure_comes_to_all_and_is_not_kept() -> None:
    flights, question = Flights[str](), Question()
    askers = [asyncio.create_task(flights.join("a", question)) for _ in range(3)]
    await started(*askers)
    question.answer.set_exception(ValueError("no"))
    failures = await asyncio.gather(*askers, return_exceptions=True)
    assert [type(failure) for failure in failures] == [ValueError] * 3
    with pytest.raises(ValueError, match="no"):
        await flights.join("a", question)
    assert question.asked == 2


async def test_one_who_leaves_takes_nothing_from_the_others() -> None:
    flights, question = Flights[str](), Question()
    first, second = (asyncio.create_task(flights.join("a", question)) for _ in range(2))
    await started(first, second)
    first.cancel()
    await started(second)
    question.answer.set_result("yes")
    assert await second == "yes"
    assert first.cancelled()
    assert question.given_up == 0


async def test_when_the_last_one_leaves_the_question_is_given_up() -> None:
    flights, question = Flights[str](), Question()
    askers = [asyncio.create_task(flights.join("a", question)) for _ in range(2)]
    await started(*askers)
    for asker in askers:
        asker.cancel()
    await asyncio.gather(*askers, return_exceptions=True)
    await started()
    assert question.given_up == 1


async def test_who_comes_just_after_that_asks_anew() -> None:
    flights, question = Flights[str](), Question()
    leaver = asyncio.create_task(flights.join("a", question))
    await started(leaver)
    leaver.cancel()
    await asyncio.gather(leaver, return_exceptions=True)
    newcomer = asyncio.create_task(flights.join("a", question))
    await started(newcomer)
    question.answer.set_result("yes")
    assert await newcomer == "yes"
    assert question.asked == 2
