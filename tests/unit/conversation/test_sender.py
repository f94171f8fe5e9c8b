"""How a reply that failed goes on."""

from datetime import timedelta

import pytest

from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.sender import RETRIED_FOR, retry_delay, settle
from tests.unit.conversation.turns import NOW


def reply(attempts: int = 1) -> OutboxMessage:
    return OutboxMessage(
        conversation_id=1,
        seq=1,
        body={},
        state=OutboxState.SENDING,
        attempts=attempts,
        due_at=NOW,
        created_at=NOW,
    )


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (None, OutboxState.SENT),
        (TemporaryFailure("busy"), OutboxState.TEMPORARY_FAILURE),
        (PermanentFailure("gone"), OutboxState.PERMANENT_FAILURE),
        (DeliveryUnknown("timeout"), OutboxState.UNKNOWN),
        (KeyError("a mistake in the channel"), OutboxState.UNKNOWN),
    ],
)
def test_each_failure_has_its_state(failure: Exception | None, state: OutboxState) -> None:
    sent = reply()
    settle(sent, failure, NOW)
    assert sent.state == state


def test_a_passing_failure_is_given_up_when_the_answer_would_only_puzzle() -> None:
    old = reply()
    settle(old, TemporaryFailure("busy"), NOW + RETRIED_FOR)
    assert old.state == OutboxState.PERMANENT_FAILURE


def test_the_channels_own_wish_is_kept() -> None:
    waiting = reply()
    settle(waiting, TemporaryFailure("too_many", retry_after=45), NOW)
    assert waiting.due_at >= NOW + timedelta(seconds=45)


def test_the_ladder_climbs_and_then_stays() -> None:
    delays = [retry_delay(attempts, None).total_seconds() for attempts in (1, 2, 3, 4, 5, 50)]
    assert delays[:5] == sorted(delays[:5])
    assert 0.8 <= delays[0] <= 1.2
    assert 48 <= delays[5] <= 72
