"""As fast as Telegram allows, and no faster."""

import pytest

from bot.channels.telegram.pace import CHAT_INTERVAL, LONGEST_WAIT, MOST_REMEMBERED, Pace
from bot.conversation.delivery import TemporaryFailure


class Seconds:
    """A clock."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


def test_a_few_in_a_row_pass_and_then_one_per_second(clock: Seconds) -> None:
    pace = Pace(clock)
    waits = [pace.reserve("an") for _ in range(5)]
    assert waits == pytest.approx([0, 0, 0, CHAT_INTERVAL, 2 * CHAT_INTERVAL])


def test_who_would_wait_too_long_is_told_when_to_come_back(clock: Seconds) -> None:
    pace = Pace(clock)
    for _ in range(5):
        pace.reserve("an")
    with pytest.raises(TemporaryFailure) as refused:
        pace.reserve("an")
    assert refused.value.retry_after == pytest.approx(3 * CHAT_INTERVAL)
    clock.now += CHAT_INTERVAL  # the refused one counted for nothing
    assert pace.reserve("an") == pytest.approx(2 * CHAT_INTERVAL)


def test_calm_fills_up_again(clock: Seconds) -> None:
    pace = Pace(clock)
    for _ in range(5):
        pace.reserve("an")
    clock.now += 10
    assert [pace.reserve("an") for _ in range(3)] == [0, 0, 0]


def test_never_more_than_thirty_within_a_second_of_their_own(clock: Seconds) -> None:
    pace = Pace(clock)
    passed: list[float] = []
    for number in range(200):
        try:
            passed.append(clock.now + pace.reserve(f"chat {number}"))
        except TemporaryFailure:
            clock.now += 0.5
    assert max(passed) - clock.now <= LONGEST_WAIT
    allowed = 30.0  # a bucket of thirty that fills thirty times per second, as Telegram's
    before = passed[0]
    for moment in passed:
        allowed = min(30.0, allowed + 30 * (moment - before)) - 1
        before = moment
        assert allowed >= 0


def test_chats_that_are_calm_are_forgotten(clock: Seconds) -> None:
    pace = Pace(clock)
    for number in range(3 * MOST_REMEMBERED):
        clock.now += 0.1
        pace.reserve(str(number))
    assert len(pace._chats) <= MOST_REMEMBERED
