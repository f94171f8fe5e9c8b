"""By when something is owed, and the moments at which shares of its time have run."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.calendar.clock import Reason, Rule, Stop, due
from bot.calendar.work_calendar import WorkCalendar
from bot.hotline.hours import VIETNAM, OfficeHours, end_of, local_day
from bot.hotline.tracks import PromiseRule
from bot.ladder import Ladder

BROKEN = 100
REMINDERS = (50, 80)


@dataclass(frozen=True)
class Term:
    """When it is due and when 50, 80 and 100 per cent have run; ``expected``: days off may still come."""

    due_at: datetime
    marks: Mapping[int, datetime]
    expected: bool


class Clocks:
    """Counts as the calendar and the office hours of the department say."""

    def __init__(self, calendar: WorkCalendar, ladder: Ladder) -> None:
        """Neither changes while the program runs."""
        self.calendar = calendar
        self.office = OfficeHours(ladder.office_hours, calendar)

    def term(self, rule: PromiseRule, since: datetime) -> Term:
        """The time that a rule gives from that moment on."""
        if rule.working_days is not None:
            return self.of_days(rule.working_days, since)
        length = timedelta(hours=rule.hours or 0, minutes=rule.minutes or 0)
        # What the program does by itself takes no office time.
        round_the_clock = rule.around_clock or rule.minutes is not None
        return self._of_hours(length, since, round_the_clock=round_the_clock)

    def of_days(self, days: int, since: datetime, stops: Sequence[Sequence[str]] = ()) -> Term:
        """So many working days, without those that a stop touches; part of a day is of its office time."""
        held = [_stop(*map(datetime.fromisoformat, stop)) for stop in stops]
        last = due(Rule(days), since, held, self.calendar, VIETNAM)
        assert last.day is not None, "a stop that has ended holds nothing"
        due_at = end_of(last.day)
        marks = {share: self._share_of_days(days, share, since, held) for share in REMINDERS}
        return Term(due_at, {**marks, BROKEN: due_at}, last.expected)

    def _share_of_days(self, days: int, share: int, since: datetime, held: Sequence[Stop]) -> datetime:
        hundredths = days * share
        whole = math.ceil(hundredths / 100)
        day = due(Rule(whole), since, held, self.calendar, VIETNAM).day
        assert day is not None, "a stop that has ended holds nothing"
        return self.office.within(day, (hundredths - (whole - 1) * 100) / 100)

    def _of_hours(self, length: timedelta, since: datetime, *, round_the_clock: bool) -> Term:
        def after(amount: timedelta) -> datetime:
            return since + amount if round_the_clock else self.office.after(since, amount)

        marks = {share: after(length * share / 100) for share in (*REMINDERS, BROKEN)}
        until = local_day(marks[BROKEN])
        expected = not round_the_clock and not self.calendar.is_official(local_day(since), until)
        return Term(marks[BROKEN], marks, expected)


def _stop(from_: datetime, until: datetime) -> Stop:
    return Stop(from_, until, Reason.SUPPLEMENT)
