"""What becomes of a reply when a call fails."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.failures import Gone, PictureRefused, failure_of
from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure


def because(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (RetryAfter(7), TemporaryFailure, "flood"),
        (Forbidden("Forbidden: bot was blocked by the user"), Gone, "gone"),
        (BadRequest("Bad Request: chat not found"), PermanentFailure, "refused"),
        (BadRequest("Bad Request: PHOTO_INVALID_DIMENSIONS"), PictureRefused, "shape"),
        (ChatMigrated(-5), PermanentFailure, "refused"),
        (InvalidToken(), TemporaryFailure, "token"),
        (EndPointNotFound("x"), TemporaryFailure, "token"),
        (Conflict("x"), TemporaryFailure, "conflict"),
        (NetworkError("Bad Gateway (502)"), TemporaryFailure, "server_error"),
        (because(NetworkError("x"), TelegramError("no JSON")), TemporaryFailure, "server_error"),
        (because(NetworkError("x"), httpx.ConnectError("refused")), TemporaryFailure, "unreachable"),
        (because(TimedOut(), httpx.ConnectTimeout("x")), TemporaryFailure, "unreachable"),
        (because(TimedOut(), httpx.PoolTimeout("x")), TemporaryFailure, "unreachable"),
        (because(TimedOut(), httpx.ReadTimeout("x")), DeliveryUnknown, "no_answer"),
        (because(TimedOut(), httpx.WriteTimeout("x")), DeliveryUnknown, "no_answer"),
        (because(NetworkError("x"), httpx.ReadError("reset")), DeliveryUnknown, "no_answer"),
        (because(NetworkError("x"), httpx.RemoteProtocolError("x")), DeliveryUnknown, "no_answer"),
        (TelegramError("Invalid server response"), DeliveryUnknown, "unreadable"),
    ],
)
def test_failures(error: TelegramError, kind: type[Exception], reason: str) -> None:
    failure = failure_of(error)
    assert isinstance(failure, kind)
    assert str(failure) == reason


def test_a_flood_says_when_to_come_back() -> None:
    failure = failure_of(RetryAfter(7))
    assert isinstance(failure, TemporaryFailure)
    assert failure.retry_after == 7


def test_a_refused_token_is_waited_for() -> None:
    failure = failure_of(InvalidToken())
    assert isinstance(failure, TemporaryFailure)
    assert failure.patience == timedelta(hours=4)
