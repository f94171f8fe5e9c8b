"""Keeps what citizens write out of Rasa's log; runs inside Rasa's process, on Python 3.10."""

from __future__ import annotations

import json
import logging
from typing import Any

_KEPT = ("event", "level")


class WithoutWords(logging.Filter):
    """Of a failed turn only its name and where it failed: Rasa adds the message and every local variable."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record stays, but for its words."""
        entry = _entry(record.msg)
        kept = {name: entry[name] for name in _KEPT if name in entry}
        raised = [_place(one) for one in entry.get("exception", ()) if isinstance(one, dict)]
        record.msg, record.args = json.dumps({**kept, "raised": raised} if raised else kept), ()
        record.exc_info = record.exc_text = None
        return True


def _entry(message: object) -> dict[str, Any]:
    try:
        entry = json.loads(str(message))
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _place(raised: dict[str, Any]) -> dict[str, Any]:
    frames = [
        f"{one.get('filename')}:{one.get('lineno')} {one.get('name')}" for one in raised.get("frames", ())
    ]
    return {"kind": raised.get("exc_type"), "frames": frames}
