"""The same event in other bytes: a signature holds over the bytes only."""

import json
from typing import Any


def compact(event: dict[str, Any]) -> bytes:
    """Letters as they are, no spaces."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def escaped(event: dict[str, Any]) -> bytes:
    """Letters as ``\\u1ea1``, slashes as ``\\/``."""
    return json.dumps(event, separators=(",", ":")).replace("/", "\\/").encode()


def oddly_spaced(event: dict[str, Any]) -> bytes:
    """Escapes, tabs, line breaks and blanks where nobody expects them."""
    return b"\r\n" + json.dumps(event, separators=(" ,\n\t", " :  ")).encode() + b" \n"


SPELLINGS = (compact, escaped, oddly_spaced)
