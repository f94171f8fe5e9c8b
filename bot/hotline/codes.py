"""Codes and PINs: a code names a ticket, its PIN proves that somebody was given it."""

import hmac
import secrets
from datetime import datetime

from bot.hotline.hours import local_day

# Without 0 and O, 1 and I: people read codes out and write them down.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PREFIX = "PA"
_TAIL, _DAY = 4, 6
_PIN_DIGITS = 6


class Codes:
    """PINs follow from the secret, so that who opens a ticket twice is given the same one."""

    def __init__(self, secret: str) -> None:
        """Who has the secret can make every PIN: it is no part of the database."""
        self._key = secret.encode()

    def new(self, now: datetime) -> str:
        """A code of that day, at random."""
        tail = "".join(secrets.choice(ALPHABET) for _ in range(_TAIL))
        return f"{PREFIX}-{local_day(now):%y%m%d}-{tail}"

    def pin(self, code: str) -> str:
        """The PIN of that code: six digits."""
        number = int.from_bytes(self._digest("pin", code)[:8], "big")
        return f"{number % 10**_PIN_DIGITS:0{_PIN_DIGITS}}"

    def hash_of_pin(self, code: str, pin: str) -> str:
        """What is kept of a PIN."""
        return self._digest("pin hash", code, "".join(filter(str.isdecimal, pin))).hex()

    def hash_of_code(self, code: str) -> str:
        """The name under which wrong PINs of that code are counted."""
        return self._digest("look", code).hex()

    def _digest(self, *parts: str) -> bytes:
        return hmac.digest(self._key, "\0".join(parts).encode(), "sha256")


def tidy(code: str) -> str:
    """The code as it is kept, however it was typed; other texts come back as no ticket's code."""
    plain = "".join(filter(str.isalnum, code.upper()))
    head, day, tail = plain[: len(PREFIX)], plain[len(PREFIX) : -_TAIL], plain[-_TAIL:]
    return f"{head}-{day}-{tail}" if head == PREFIX and len(day) == _DAY else plain[:16]
