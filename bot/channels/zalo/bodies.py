"""JSON as it comes, from a phone that cuts letters in half as well."""

import json

import msgspec


def decoded(raw: bytes) -> object:
    """The value, half a letter in it replaced; None for what is no JSON."""
    try:
        return msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return _leniently(raw)


def _leniently(raw: bytes) -> object:
    try:
        read = json.loads(raw.decode(errors="replace"))
        # Half a letter may also stand there as an escape, which no database takes.
        return msgspec.json.decode(json.dumps(read, ensure_ascii=False).encode(errors="replace"))
    except (ValueError, RecursionError):
        return None
