"""One form for every line of the log: JSON for programs, a plain line for people."""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.language.personal_data import mask

LogFormat = Literal["auto", "json", "text"]

# Looking through a line takes time; what is beyond this is cut off, for nobody has looked at it.
MOST_KEPT = 8_000


def setup_logging(kind: LogFormat = "auto", level: int = logging.INFO) -> None:
    """From now on stdlib's loggers write to standard error; ``auto`` is JSON unless a person reads along."""
    as_json = kind == "json" or (kind == "auto" and not sys.stderr.isatty())
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(as_json=as_json))
    logging.basicConfig(level=level, handlers=[handler], force=True)


def formatter(*, as_json: bool) -> logging.Formatter:
    """How one record becomes a line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _name_process,
    ]
    last: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        _without_people,
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else _plain_line,
    ]
    made: logging.Formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last)
    return made


def _name_process(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    record = event.get("_record")
    event["process"] = record.process if isinstance(record, logging.LogRecord) else None
    return event


def _without_people(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # A last net: nothing that a citizen wrote should come as far as this.
    for key in ("event", "exception"):
        if text := event.get(key):
            event[key] = mask(str(text)[:MOST_KEPT])
    return event


def _plain_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    about = "".join(f" {key}={event[key]}" for key in ("message", "conversation") if key in event)
    line = f"{event['time']} {str(event['level']).upper()} {event['logger']}:{about} {event['event']}"
    return f"{line}\n{event['exception']}" if "exception" in event else line
