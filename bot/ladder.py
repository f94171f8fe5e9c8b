"""The rungs of the department, as its file lists them: who has a ticket when the one below was late."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated

import msgspec

Positive = Annotated[int, msgspec.Meta(ge=1)]


class Rung(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One level and who stands there."""

    level: Annotated[str, msgspec.Meta(pattern="^L[0-9]$")]
    name: Annotated[str, msgspec.Meta(min_length=1)]


class OfficeSpan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of a working day in which the office works."""

    opens: time
    closes: time


class Ladder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rungs from the lowest to the highest, and the office time that short clocks count.

    A solution that is late climbs again after ``again_working_days``; an answer that the citizen does not
    judge in ``unjudged_working_days`` is closed. A question to the citizen is repeated after
    ``reminded_working_days``, and what waits for the answer closed after ``unheard_working_days`` more.
    """

    rungs: tuple[Rung, ...]
    office_hours: tuple[OfficeSpan, ...]
    again_working_days: Positive = 2
    unjudged_working_days: Positive = 5
    reminded_working_days: Positive = 5
    unheard_working_days: Positive = 5

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels, the lowest first."""
        return tuple(rung.level for rung in self.rungs)

    def above(self, level: str) -> tuple[str, ...]:
        """The levels over that one, the nearest first; none for the top."""
        return tuple(one for one in self.levels if one > level)

    def name(self, level: str) -> str:
        """Who stands there; the level itself where the file no longer has it."""
        return next((rung.name for rung in self.rungs if rung.level == level), level)

    def faults(self) -> Iterator[str]:
        """What cannot be meant."""
        if list(self.levels) != sorted(set(self.levels)) or "L1" not in self.levels:
            yield "ladder: each level once, the lowest first, L1 among them"
        edges = [edge for span in self.office_hours for edge in (span.opens, span.closes)]
        if not edges or edges != sorted(set(edges)):
            yield "ladder: office_hours are stretches one after the other"


# For a department that lists none: the hotline's own desk alone, in the usual office hours.
ONE_DESK = Ladder(
    rungs=(Rung("L1", "Trực đường dây nóng"),),
    office_hours=(OfficeSpan(time(7, 30), time(11, 30)), OfficeSpan(time(13, 30), time(17, 30))),
)
