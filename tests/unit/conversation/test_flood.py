"""How fast one person's messages are taken in."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.flood import Limit
from bot.conversation.model import Conversation
from tests.unit.conversation.turns import NOW

LIMIT = Limit(per_minute=20, burst=10)


def admitted(conversation: Conversation, seconds: float) -> bool:
    return conversation.admit(LIMIT, NOW + timedelta(seconds=seconds))


def test_ten_come_at_once_and_then_one_every_three_seconds() -> None:
    conversation = Conversation(told_to_slow_down=False)
    assert [admitted(conversation, 0) for _ in range(11)] == [True] * 10 + [False]
    assert [admitted(conversation, seconds) for seconds in (2, 3, 4, 6)] == [False, True, False, True]


def test_calm_is_noticed() -> None:
    conversation = Conversation(told_to_slow_down=True, allowance=0.0, allowance_at=NOW)
    admitted(conversation, 20)
    assert conversation.told_to_slow_down
    admitted(conversation, 120)
    assert not conversation.told_to_slow_down


def test_a_clock_that_jumps_back_gives_nothing() -> None:
    conversation = Conversation(told_to_slow_down=False, allowance=0.0, allowance_at=NOW)
    assert not admitted(conversation, -3600)


@given(st.lists(st.floats(min_value=0, max_value=30), min_size=1, max_size=60))
def test_never_more_than_the_bucket_and_its_refill(pauses: list[float]) -> None:
    conversation, at, taken = Conversation(told_to_slow_down=False), 0.0, 0
    for pause in pauses:
        at += pause
        taken += admitted(conversation, at)
    assert taken <= LIMIT.burst + at * LIMIT.per_minute / 60 + 1e-6
