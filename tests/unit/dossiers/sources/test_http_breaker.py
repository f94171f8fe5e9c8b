"""When a system is left alone, and when it is tried again."""

from contextlib import suppress

import pytest

from bot.dossiers.sources.breaker import FAILURES, PAUSE, Breaker
from bot.dossiers.sources.source import Reason, SourceDown
from tests.emulators.clock import START, HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def breaker(clock: HandClock) -> Breaker:
    return Breaker(clock)


def fail(breaker: Breaker, times: int = 1, reason: str = Reason.TIMEOUT) -> None:
    for _ in range(times):
        with suppress(SourceDown), breaker.attempt():
            raise SourceDown(reason)


def succeed(breaker: Breaker) -> None:
    with breaker.attempt():
        pass


def rests(breaker: Breaker) -> bool:
    try:
        breaker.check()
    except SourceDown as down:
        return down.reason == Reason.RESTS
    return False


def test_the_fifth_failure_in_a_row_opens_it(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    assert not rests(breaker)
    fail(breaker)
    assert rests(breaker)


def test_a_success_between_starts_the_count_anew(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    succeed(breaker)
    fail(breaker, FAILURES - 1)
    assert not rests(breaker)
    assert breaker.outage is None


def test_it_tells_since_when_and_why_the_last_time(breaker: Breaker, clock: HandClock) -> None:
    fail(breaker)
    clock.advance(seconds=20)
    fail(breaker, FAILURES - 1, Reason.CONNECTION)
    assert breaker.outage is not None
    assert (breaker.outage.since, breaker.outage.reason) == (START, Reason.CONNECTION)


def test_nothing_goes_through_before_the_pause_is_over(breaker: Breaker, clock: HandClock) -> None:
    fail(breaker, FAILURES)
    clock.advance(seconds=PAUSE.total_seconds() - 0.001)
    with pytest.raises(SourceDown, match=Reason.RESTS), breaker.attempt():
        pytest.fail("went through")
    clock.advance(seconds=0.001)
    assert not rests(breaker)


def test_after_the_pause_there_is_one_trial_at_a_time(breaker: Breaker, clock: HandClock) -> None:
    fail(breaker, FAILURES)
    clock.advance(seconds=PAUSE.total_seconds())
    with breaker.attempt():
        assert rests(breaker)
    assert not rests(breaker)
    assert breaker.outage is None


def test_a_trial_that_fails_makes_another_pause(breaker: Breaker, clock: HandClock) -> None:
    fail(breaker, FAILURES)
    clock.advance(seconds=PAUSE.total_seconds())
    fail(breaker)
    assert rests(breaker)
    clock.advance(seconds=PAUSE.total_seconds())
    succeed(breaker)
    assert not rests(breaker)


def test_a_trial_that_was_given_up_leaves_the_next_one_to_try(breaker: Breaker, clock: HandClock) -> None:
    fail(breaker, FAILURES)
    clock.advance(seconds=PAUSE.total_seconds())
    with suppress(KeyboardInterrupt), breaker.attempt():
        raise KeyboardInterrupt
    assert not rests(breaker)
    assert breaker.outage is not None


def test_what_was_on_its_way_before_does_not_make_the_pause_longer(
    breaker: Breaker, clock: HandClock
) -> None:
    with suppress(SourceDown), breaker.attempt():
        fail(breaker, FAILURES)
        clock.advance(seconds=20)
        raise SourceDown(Reason.TIMEOUT)
    clock.advance(seconds=10)
    assert not rests(breaker)


def test_what_was_on_its_way_before_and_arrives_closes_it(breaker: Breaker) -> None:
    with breaker.attempt():
        fail(breaker, FAILURES)
        assert rests(breaker)
    assert not rests(breaker)


def test_a_clock_that_was_put_back_does_not_make_the_pause_longer(breaker: Breaker, clock: HandClock) -> None:
    fail(breaker, FAILURES)
    clock.advance(hours=-1)
    assert not rests(breaker)
