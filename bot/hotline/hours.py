"""Office time: the part of working days that clocks in hours count."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.work_calendar import ONE_DAY, WorkCalendar
from bot.ladder import OfficeSpan

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# A day of a term ends at midnight (Civil Code 2015, Art. 148), not when the office closes.
LAST_SECOND = time(23, 59, 59)


def local_day(moment: datetime) -> date:
    """The calendar day that citizens and offices go by."""
    return moment.astimezone(VIETNAM).date()


def end_of(day: date) -> datetime:
    """The last second of the day."""
    return datetime.combine(day, LAST_SECOND, VIETNAM)


class OfficeHours:
    """The stretches in which the office works, on every working day the same."""

    def __init__(self, spans: Sequence[OfficeSpan], calendar: WorkCalendar) -> None:
        """``spans`` lie one after the other."""
        self._spans = tuple(spans)
        self._calendar = calendar

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The moment at which so much office time has run since the start."""
        day = local_day(start)
        while True:
            for opens, closes in self._stretches(day):
                left = closes - max(opens, start)
                if left >= amount:
                    return max(opens, start) + amount
                amount -= max(left, timedelta())
            day = self._calendar.next_working_day(day)

    def within(self, day: date, share: float) -> datetime:
        """The moment of a working day at which that share of its office time has run."""
        stretches = self._stretches(day)
        return self.after(stretches[0][0], sum((b - a for a, b in stretches), timedelta()) * share)

    def is_open(self, moment: datetime) -> bool:
        """Whether the office works at that moment."""
        return any(opens <= moment < closes for opens, closes in self._stretches(local_day(moment)))

    def _stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self._calendar.is_working(day):
            return []
        return [
            (datetime.combine(day, span.opens, VIETNAM), datetime.combine(day, span.closes, VIETNAM))
            for span in self._spans
        ]


def days_before(calendar: WorkCalendar, now: datetime, days: int) -> datetime:
    """The end of the latest day after which so many working days are over."""
    day = local_day(now)
    while calendar.working_days_between(day, local_day(now)) <= days:
        day -= ONE_DAY
    return end_of(day)
