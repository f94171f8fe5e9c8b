"""Rasa's log: lines as the program's own, each with the number of its message, none with words."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from structlog.contextvars import bind_contextvars, clear_contextvars

from bot.logs.context import names_of
from bot.logs.setup import setup_logging

logger = logging.getLogger("chidan.rasa")

# What others say beyond this is cut off: their long lines hold trackers and messages.
MOST_SAID = 300


class NumberedRest(RestInput):
    """Rasa's own channel, which knows which message it is about; ``credentials.yml`` names it."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """As Rasa's own."""

        async def about_message(message: UserMessage) -> Any:
            # Not unbound at the end: Rasa logs a failure after this has returned, in the same task.
            clear_contextvars()
            bind_contextvars(**names_of(message.metadata or {}, message.sender_id))
            logger.info("asked")
            return await on_new_message(message)

        return super().blueprint(about_message)


def set_up_lines() -> None:
    """The last word on Rasa's log: to be called after Rasa has set it up and before it serves."""
    setup_logging(level=logging.WARNING)
    logger.setLevel(logging.INFO)
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutWords())


class WithoutWords(logging.Filter):
    """Of what failed only its name and where: Rasa adds messages, parameters and local variables."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record stays, but for its words."""
        said = record.getMessage()
        entry = _entry(said)
        said = str(entry.get("event", "")) if entry is not None else said[:MOST_SAID]
        raised = [_place(one) for one in (entry or {}).get("exception", ()) if isinstance(one, dict)]
        if record.exc_info and record.exc_info[1] is not None:
            raised.append(_raised(record.exc_info[1]))
        record.msg, record.args = " | ".join([said, *raised]), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _entry(said: str) -> dict[str, Any] | None:
    """What structlog made a line of; None for what others say."""
    try:
        entry = json.loads(said)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _place(raised: dict[str, Any]) -> str:
    frames = (
        f"{one.get('filename')}:{one.get('lineno')} {one.get('name')}" for one in raised.get("frames", ())
    )
    return _told(str(raised.get("exc_type")), frames)


def _raised(error: BaseException) -> str:
    frames = (f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__))
    return _told(" from ".join(_kinds(error)), frames)


def _kinds(error: BaseException) -> Iterator[str]:
    """The kind of the failure, and of those that it came of."""
    cause: BaseException | None = error
    while cause is not None:
        yield type(cause).__name__
        cause = cause.__cause__


def _told(kind: str, frames: Iterable[str]) -> str:
    return "; ".join([kind, *frames])
