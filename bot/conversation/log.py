"""Logging of failures without what a citizen wrote."""

import logging
import traceback

from bot.storage.errors import StorageUnavailable


def log_failure(logger: logging.Logger, doing: str, error: Exception) -> None:
    """One entry with the kind of error and where it arose; never its message, which may quote a citizen."""
    if isinstance(error, StorageUnavailable):
        logger.warning("%s: the database is unavailable (%s)", doing, error)
        return
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s: %s\n%s", doing, type(error).__name__, where)
