"""Answers that officers start from, by track and by what they are for."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "canned.yml"


class Use(StrEnum):
    """Which box of the ticket page a canned answer goes into."""

    REPLY = "reply"
    ASK = "ask"


class Canned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer; without ``tracks`` it suits all."""

    id: str
    title: str
    use: Use
    text: str
    tracks: tuple[str, ...] = ()


@cache
def load_canned() -> Sequence[Canned]:
    """All of ``canned.yml``, in its order."""
    return tuple(msgspec.yaml.decode(FILE.read_bytes(), type=tuple[Canned, ...]))


def canned_for(track: str, use: Use) -> Sequence[Canned]:
    """Those that suit the track and the box."""
    return tuple(one for one in load_canned() if one.use is use and (not one.tracks or track in one.tracks))
