"""Trying again what Telegram or the network refused."""

import logging
from collections.abc import Iterator

from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure
from bot.conversation.log import log_failure

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


def growing_pauses(first: float = FIRST_PAUSE, longest: float = LONGEST_PAUSE) -> Iterator[float]:
    """Seconds before each new try, doubled until they are many."""
    pause = first
    while True:
        yield pause
        pause = min(pause * 2, longest)


def log_call(logger: logging.Logger, doing: str, error: Exception) -> None:
    """One line for a call that failed, with the reason in our own words."""
    if isinstance(error, TemporaryFailure | PermanentFailure | DeliveryUnknown):
        logger.warning("%s: failed (%s), will be tried again", doing, error)
    else:
        log_failure(logger, doing, error)
