"""Payloads of buttons: `/intent{"entity":"value"}`; they carry all that is needed to answer the tap."""

import json
import re
from collections.abc import Mapping

from actions.aspects import Aspect

MAX_BYTES = 64  # Telegram's limit for callback data, the tightest of the channels
_SHAPE = re.compile(r"^/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?$")


def payload(intent: str, **entities: str) -> str:
    """The payload of a button that means `intent` with these entities."""
    if not entities:
        return f"/{intent}"
    return f"/{intent}{json.dumps(entities, separators=(',', ':'))}"


def ask(aspect: Aspect, **entities: str) -> str:
    """The payload that asks for one aspect, of a procedure or within a topic."""
    return payload(f"ask_{aspect}", **entities)


def parse(text: str) -> tuple[str, Mapping[str, str]] | None:
    """Intent and entities of a payload, or None when the text is not one."""
    match = _SHAPE.match(text)
    if match is None:
        return None
    return match["intent"], json.loads(match["entities"] or "{}")
