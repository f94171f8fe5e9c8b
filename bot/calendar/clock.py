"""When a dossier or a ticket is due: its rule, when it came, and the days that do not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from bot.calendar.work_calendar import ONE_DAY, WorkCalendar


class Counting(StrEnum):
    """Which days a rule counts."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Reason(StrEnum):
    """Why the office's days do not run."""

    SUPPLEMENT = "supplement"  # the citizen was asked for papers
    PAYMENT = "payment"  # the citizen was asked for money
    POSTING = "posting"  # the matter is on public display
    VERIFICATION = "verification"  # another authority examines it


@dataclass(frozen=True)
class Rule:
    """How long a procedure may take; no days mean that it is settled on the day of receipt.

    Where the procedure has a ``cut_off``, what comes then or later is received on the next working day.
    """

    days: int
    counting: Counting = Counting.WORKING_DAYS
    cut_off: time | None = None

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("a rule allows no less than no days")


@dataclass(frozen=True)
class Stop:
    """A time in which the clock stands still; without ``until`` it still does."""

    from_: datetime
    until: datetime | None
    reason: Reason

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.from_:
            raise ValueError("a stop ends before it begins")


@dataclass(frozen=True)
class Due:
    """The last day of the rule; None while an open stop holds it, for ``stopped_by``.

    ``used_days`` of the rule had run by then. ``expected`` warns of days on the way not yet announced.
    """

    day: date | None
    expected: bool
    used_days: int
    stopped_by: Reason | None = None


@dataclass(frozen=True)
class _Span:
    """The days that a stop touches, first and last included."""

    first: date
    last: date | None
    reason: Reason

    def touches(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def counted_as_received(rule: Rule, received_at: datetime, calendar: WorkCalendar, zone: tzinfo) -> date:
    """The working day that counts as the day of receipt: never a day off, nor past the cut-off."""
    local = _local(received_at, zone)
    late = rule.cut_off is not None and local.time() >= rule.cut_off
    if late or not calendar.is_working(local.date()):
        return calendar.next_working_day(local.date())
    return local.date()


def due(
    rule: Rule, received_at: datetime, stops: Iterable[Stop], calendar: WorkCalendar, zone: tzinfo
) -> Due:
    """The day by which the rule wants the matter settled.

    The day that counts as received is day 0, the next one that runs is day 1 (Civil Code 2015, Art. 147).
    A day that a stop touches, if only for a minute, does not run: not the day it begins, not the day it ends.
    The cut-off is for receipt alone; what a stop waits for may come until midnight of the day that ends it.
    Stops may overlap, and may lie before the receipt or after the due day, where they change nothing.
    A term in calendar days that ends on a day off ends on the next working day that runs (Art. 148).
    Raises ValueError for a time without a zone.
    """
    received = counted_as_received(rule, received_at, calendar, zone)
    came = _local(received_at, zone).date() - ONE_DAY
    spans = sorted((_span(stop, zone) for stop in stops), key=lambda span: span.first)
    day, used = received, 0
    while True:
        touching = [span for span in spans if span.touches(day)]
        held = next((span for span in touching if span.last is None), None)
        if held is not None:
            return Due(None, not calendar.is_official(came, day), used, held.reason)
        used += day > received and used < rule.days and not touching and _counts(rule, day, calendar)
        if used == rule.days and not touching and calendar.is_working(day):
            return Due(day, not calendar.is_official(came, day), used)
        day += ONE_DAY


def _counts(rule: Rule, day: date, calendar: WorkCalendar) -> bool:
    return rule.counting is Counting.CALENDAR_DAYS or calendar.is_working(day)


def _span(stop: Stop, zone: tzinfo) -> _Span:
    last = None if stop.until is None else _local(stop.until, zone).date()
    return _Span(_local(stop.from_, zone).date(), last, stop.reason)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(zone)
