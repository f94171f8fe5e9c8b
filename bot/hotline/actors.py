"""Who does something to a ticket."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """The three that act on tickets."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """One of them; of officers a snapshot, since officers come and go while history stays."""

    officer_id: int | None
    name: str
    roles: frozenset[str] = frozenset()
    unit: str = ""
    kind: ActorKind = field(default=ActorKind.OFFICER, kw_only=True)


CITIZEN = Actor(None, "", kind=ActorKind.CITIZEN)
SYSTEM = Actor(None, "", kind=ActorKind.SYSTEM)
