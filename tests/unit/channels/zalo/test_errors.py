"""Zalo's error numbers as failures of a reply."""

from datetime import timedelta

import pytest

from bot.channels.zalo.errors import TokenRejected, failure_of
from bot.conversation.delivery import USUAL_PATIENCE, PermanentFailure, TemporaryFailure


@pytest.mark.parametrize(
    "code", [-213, -217, -218, -227, -230, -232, -244, -201, -210, -233, -248, -99_999, 404]
)
def test_people_who_cannot_be_reached_and_mistakes_of_ours_are_final(code: int) -> None:
    failure = failure_of(code)
    assert isinstance(failure, PermanentFailure)
    assert str(failure) == str(code)


@pytest.mark.parametrize("code", [-32, -100, -200])
def test_what_may_pass_is_tried_again_for_minutes(code: int) -> None:
    failure = failure_of(code)
    assert isinstance(failure, TemporaryFailure)
    assert failure.patience == USUAL_PATIENCE
    assert (failure.retry_after is not None) == (code == -32)


@pytest.mark.parametrize("code", [-204, -205, -209, -211, -212, -219, -221, -223, -224, -320, -321])
def test_what_a_person_must_mend_is_tried_for_hours(code: int) -> None:
    failure = failure_of(code)
    assert isinstance(failure, TemporaryFailure)
    assert failure.patience == timedelta(hours=4)


@pytest.mark.parametrize("code", [-124, -216, -220])
def test_a_rejected_token_is_no_failure_of_the_reply(code: int) -> None:
    assert isinstance(failure_of(code), TokenRejected)
