"""What a failed call means for the reply that was to be sent."""

from datetime import timedelta

import httpx
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
)

from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure

# Nothing was written yet when one of these was raised.
_BEFORE_WRITING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Somebody has to enter a new token; until then replies wait.
PATIENCE_FOR_TOKEN = timedelta(hours=4)
_SHAPE = "PHOTO_INVALID_DIMENSIONS"

Failure = TemporaryFailure | PermanentFailure | DeliveryUnknown


class Gone(PermanentFailure):
    """The person blocked the bot, deleted the account, or never wrote to it."""


class PictureRefused(PermanentFailure):
    """Too long or too wide for a photo; a file may be of any shape."""


class TokenRefused(TemporaryFailure):
    """Telegram does not know the token (any more)."""

    def __init__(self) -> None:
        """The reply waits for a new one."""
        super().__init__("token", patience=PATIENCE_FOR_TOKEN)


def failure_of(error: TelegramError) -> Failure:
    """The failure, without the library's words: they may hold the token or what was sent."""
    match error:
        case RetryAfter():
            return TemporaryFailure("flood", retry_after=_seconds(error))
        case Forbidden():
            return Gone("gone")
        case InvalidToken() | EndPointNotFound():  # the second where it was good at first
            return TokenRefused()
        case BadRequest() if error.message.upper() == _SHAPE:
            return PictureRefused("shape")
        case BadRequest() | ChatMigrated():
            return PermanentFailure("refused")
        case Conflict():
            return TemporaryFailure("conflict")
        case NetworkError():
            return _network_failure(error.__cause__)
        case _:
            return DeliveryUnknown("unreadable")


def _network_failure(cause: BaseException | None) -> Failure:
    if isinstance(cause, _BEFORE_WRITING):
        return TemporaryFailure("unreachable")
    # Without a cause of the network's own it is an answer: Telegram or a proxy said that it failed.
    said_so = cause is None or isinstance(cause, TelegramError)
    return TemporaryFailure("server_error") if said_so else DeliveryUnknown("no_answer")


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
