"""The clocks of a ticket as officers read them: when each promise is due, and how far off that is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.calendar.work_calendar import WorkCalendar
from bot.hotline.hours import VIETNAM
from bot.hotline.promise import TicketPromise

# Nearer than this, hours say more than days.
ONE_DAY = timedelta(days=1)
SOON = timedelta(hours=24)


class Tone(StrEnum):
    """How a clock stands, and so how it is shown."""

    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    VOID = "void"


OVER = (Tone.KEPT, Tone.KEPT_LATE, Tone.VOID)


@dataclass(frozen=True)
class Distance:
    """How far off a moment is: working days, or hours and minutes where it is near."""

    late: bool
    days: int = 0
    hours: int = 0
    minutes: int = 0


def moment(value: datetime) -> str:
    """A moment as offices write it."""
    return value.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def distance(due: datetime, now: datetime, calendar: WorkCalendar) -> Distance:
    """From now to the due moment, or since then; a stretch without a working day is told in hours."""
    late = now > due
    gap = now - due if late else due - now
    first, last = sorted((now.astimezone(VIETNAM).date(), due.astimezone(VIETNAM).date()))
    days = calendar.working_days_between(first, last)
    if gap >= ONE_DAY and days:
        return Distance(late, days=days)
    minutes = int(gap.total_seconds()) // 60
    return Distance(late, hours=minutes // 60, minutes=minutes % 60)


@dataclass(frozen=True)
class ClockLine:
    """One promise: what, by when, how far off, and who says so."""

    kind: str
    due: datetime
    tone: Tone
    distance: Distance
    source: str
    is_law: bool
    expected: bool


def clock_lines(
    promises: Iterable[TicketPromise], now: datetime, calendar: WorkCalendar
) -> Sequence[ClockLine]:
    """Those still owed first, the nearest before the others."""
    lines = [_line(promise, now, calendar) for promise in promises]
    return sorted(lines, key=lambda line: (line.tone in OVER, line.due))


def tone_of(promise: TicketPromise, now: datetime) -> Tone:
    """How a promise stands at that moment, whether or not its alarm has rung yet."""
    if promise.kept_at is not None:
        return Tone.KEPT_LATE if promise.broken_at is not None else Tone.KEPT
    if promise.void_at is not None:
        return Tone.VOID
    if promise.paused_at is not None:
        return Tone.PAUSED
    if now > promise.due_at:
        return Tone.LATE
    return Tone.SOON if promise.due_at - now < SOON else Tone.RUNNING


def _line(promise: TicketPromise, now: datetime, calendar: WorkCalendar) -> ClockLine:
    return ClockLine(
        kind=promise.kind,
        due=promise.due_at,
        tone=tone_of(promise, now),
        distance=distance(promise.due_at, now, calendar),
        source=promise.source,
        is_law=promise.is_law,
        expected=promise.expected,
    )
