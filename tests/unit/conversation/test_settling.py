"""How a reply that failed goes on."""

from datetime import timedelta

import pytest

from bot.conversation.delivery import (
    USUAL_PATIENCE,
    DeliveryUnknown,
    PermanentFailure,
    TemporaryFailure,
)
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.settling import Sent, retry_delay, settle
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
    ("ended", "state"),
    [
        (Sent("m1"), OutboxState.SENT),
        (TemporaryFailure("busy"), OutboxState.TEMPORARY_FAILURE),
        (PermanentFailure("gone"), OutboxState.PERMANENT_FAILURE),
        (DeliveryUnknown("timeout"), OutboxState.UNKNOWN),
        (KeyError("a mistake in the channel"), OutboxState.UNKNOWN),
    ],
)
def test_each_end_of_an_attempt_has_its_state(ended: Sent | Exception, state: OutboxState) -> None:
    sent = reply()
    settle(sent, ended, NOW)
    assert sent.state == state
    assert sent.sent_id == ("m1" if isinstance(ended, Sent) else None)


def test_a_passing_failure_is_given_up_when_the_answer_would_only_puzzle() -> None:
    old = reply()
    settle(old, TemporaryFailure("busy"), NOW + USUAL_PATIENCE)
    assert old.state == OutboxState.PERMANENT_FAILURE


def test_what_somebody_must_mend_first_is_tried_for_longer() -> None:
    old = reply()
    settle(old, TemporaryFailure("token", patience=timedelta(hours=4)), NOW + timedelta(hours=3))
    assert old.state == OutboxState.TEMPORARY_FAILURE


def test_receipts_only_ever_bring_a_reply_further() -> None:
    sent = reply()
    sent.receipt(OutboxState.SEEN)  # of an attempt whose end is not known yet
    assert sent.state == OutboxState.SENDING
    settle(sent, Sent("m1"), NOW)
    for state in (OutboxState.SEEN, OutboxState.DELIVERED, OutboxState.SEEN):
        sent.receipt(state)
    assert sent.state == OutboxState.SEEN


def test_the_channels_own_wish_is_kept() -> None:
    waiting = reply()
    settle(waiting, TemporaryFailure("too_many", retry_after=45), NOW)
    assert waiting.due_at >= NOW + timedelta(seconds=45)


def test_the_ladder_climbs_and_then_stays() -> None:
    delays = [retry_delay(attempts, None).total_seconds() for attempts in (1, 2, 3, 4, 5, 6, 50)]
    assert delays[:6] == sorted(delays[:6])
    assert 0.8 <= delays[0] <= 1.2
    assert 240 <= delays[6] <= 360
