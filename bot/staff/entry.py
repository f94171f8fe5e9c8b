"""What passes at the door: who knocks, what they are given, why they are turned away."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Caller:
    """Who knocks: the network address, and the mark that the browser was given at its last sign-in."""

    address: str
    device: str = ""


@dataclass(frozen=True)
class Entered:
    """What the browser is given: the cookie of the session, and the mark of a known browser."""

    token: str = field(repr=False)
    device: str = field(repr=False)


class Turned(StrEnum):
    """Why somebody did not get in."""

    WRONG = "wrong"
    LOCKED = "locked"  # too many wrong passwords for that login
    CROWDED = "crowded"  # too many wrong passwords from that network
