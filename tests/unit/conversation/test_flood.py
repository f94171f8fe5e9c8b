"""How fast one person's messages are taken in."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.flood import Allowance, Limit
from tests.unit.conversation.turns import NOW

LIMIT = Limit(per_minute=20, burst=10)


def admitted(allowance: Allowance, seconds: float) -> bool:
    return allowance.admit(LIMIT, NOW + timedelta(seconds=seconds))


def test_ten_come_at_once_and_then_one_every_three_seconds() -> None:
    allowance = Allowance()
    assert [admitted(allowance, 0) for _ in range(11)] == [True] * 10 + [False]
    assert [admitted(allowance, seconds) for seconds in (2, 3, 4, 6)] == [False, True, False, True]


def test_calm_is_noticed() -> None:
    allowance = Allowance(0.0, NOW, told=True)
    admitted(allowance, 20)
    assert allowance.told
    admitted(allowance, 120)
    assert not allowance.told


def test_a_clock_that_jumps_back_gives_nothing() -> None:
    allowance = Allowance(0.0, NOW)
    assert not admitted(allowance, -3600)


@given(st.lists(st.floats(min_value=0, max_value=30), min_size=1, max_size=60))
def test_never_more_than_the_bucket_and_its_refill(pauses: list[float]) -> None:
    allowance, at, taken = Allowance(), 0.0, 0
    for pause in pauses:
        at += pause
        taken += admitted(allowance, at)
    assert taken <= LIMIT.burst + at * LIMIT.per_minute / 60 + 1e-6
