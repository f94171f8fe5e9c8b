"""How a ticket's time ran since it was handed in or reopened last, read from its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot.hotline.model import TicketEvent
from bot.hotline.states import Happened

_ANSWERS = frozenset({Happened.CITIZEN_ANSWERED, Happened.REPLIED, Happened.ASKED_CITIZEN})


@dataclass(frozen=True)
class Course:
    """``stops`` are the times in which it waited for the citizen, ``waits_since`` is one that still lasts."""

    since: datetime
    reopened: bool
    stops: tuple[tuple[datetime, datetime], ...]
    waits_since: datetime | None

    @property
    def kept_stops(self) -> list[list[str]]:
        """The stops as promises keep them."""
        return [[one.isoformat() for one in stop] for stop in self.stops]


def course_of(events: Sequence[TicketEvent]) -> Course:
    """Of the events of a ticket in their order; the first is its receipt."""
    begins = max(at for at, one in enumerate(events) if one.kind in (Happened.OPENED, Happened.REOPENED))
    stops, waits_since = [], None
    for before, one in pairwise(events[begins:]):
        # A reminder that reached nobody: an officer goes on.
        called = one.kind == Happened.NOT_REACHED and before.kind == Happened.CITIZEN_REMINDED
        if waits_since is not None and (called or one.kind in _ANSWERS):
            stops.append((waits_since, one.at))
            waits_since = None
        if one.kind == Happened.ASKED_CITIZEN:
            waits_since = one.at
    first = events[begins]
    return Course(first.at, first.kind == Happened.REOPENED, tuple(stops), waits_since)
