"""What citizens are told before an officer comes: whether somebody is there, and how long it takes."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

ASK = "ask_officer"  # the effect that puts a conversation into the officers' queue; data: none


@dataclass(frozen=True)
class Standing:
    """Whether officers are there now, their hours of working days, and the usual wait where it is known."""

    on_duty: bool
    hours: tuple[tuple[time, time], ...] = ()
    minutes: int | None = None


class LiveDuty(Protocol):
    """Asked by the answer to "gặp cán bộ"; answers at once."""

    def standing(self, now: datetime) -> Standing:
        """How things stand at that moment."""
        ...
