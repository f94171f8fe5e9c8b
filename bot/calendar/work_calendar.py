"""On which days state offices in Việt Nam work, and what follows for deadlines; no input, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.calendar.computed import FIRST_YEAR, LAST_YEAR, computed_days
from bot.calendar.days import SATURDAY, Day, Kind, is_weekend
from bot.calendar.table import Table, read_table

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """The last day of a stretch; ``expected`` where days off in it are not all announced ("dự kiến")."""

    day: date
    expected: bool


class WorkCalendar:
    """Working days by the official table, and beyond it by calculation.

    Years of the table follow it alone, its gaps included; every other year is computed and never official.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._special: dict[int, Mapping[date, Day]] = {}

    @property
    def official_until(self) -> date:
        """The end of the last year whose notice stands in the table whole, with no gap before it."""
        year = min(self._table.complete)
        while year + 1 in self._table.complete:
            year += 1
        return date(year, 12, 31)

    def day(self, day: date) -> Day:
        """What the day is; raises TypeError for a moment, whose day depends on a time zone."""
        if isinstance(day, datetime):
            raise TypeError("a day is asked for, not a moment")
        return self._special_of(day.year).get(day) or self._ordinary(day)

    def computed(self, day: date) -> Day:
        """What calculation alone says of the day, the table left aside."""
        return computed_days(day.year, self._table.computed_from).get(day) or self._ordinary(day)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        return self.day(day).working

    def next_working_day(self, day: date) -> date:
        """The first working day after the day."""
        return self.working_days_after(day, 1).day

    def working_days_after(self, start: date, days: int) -> Deadline:
        """The day by which so many working days have passed; day 1 is the next working day after the start.

        No days end on the start itself. Raises ValueError for less than none.
        """
        if days < 0:
            raise ValueError("working days are counted forwards only")
        day = start
        while days:
            day += ONE_DAY
            days -= self.is_working(day)
        return Deadline(day, not self.is_official(start, day))

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days follow the first day, up to and including the second; negative backwards."""
        if until < after:
            return -self.working_days_between(until, after)
        weekdays = _weekdays_until(until) - _weekdays_until(after)
        years = range(max(after.year, FIRST_YEAR), min(until.year, LAST_YEAR) + 1)
        special = (day for year in years for day in self._special_of(year).values())
        return weekdays + sum(_gain(day) for day in special if after < day.date <= until)

    def is_official(self, after: date, until: date) -> bool:
        """Whether the days after the first, up to and including the second, are all of announced years."""
        if after == until:
            return True
        first, last = min(after, until) + ONE_DAY, max(after, until)
        return all(year in self._table.complete for year in range(first.year, last.year + 1))

    def special_days(self, year: int) -> tuple[Day, ...]:
        """The days off and made-up days of a year, in their order; those on weekends too."""
        return tuple(day for _, day in sorted(self._special_of(year).items()))

    def _ordinary(self, day: date) -> Day:
        kind = Kind.WEEKEND if is_weekend(day) else Kind.WORKING
        return Day(day, kind, official=day.year in self._table.complete)

    def _special_of(self, year: int) -> Mapping[date, Day]:
        if year not in self._special:
            computed = {} if year in self._table.years else computed_days(year, self._table.computed_from)
            noticed = {on: day for on, day in self._table.days.items() if on.year == year}
            self._special[year] = {**computed, **noticed}
        return self._special[year]


def load_calendar() -> WorkCalendar:
    """The calendar by the table that this version carries; raises CalendarTableError where it is wrong."""
    return WorkCalendar(read_table())


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from 0001-01-01, a Monday, to the day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * SATURDAY + min(rest, SATURDAY)


def _gain(day: Day) -> int:
    """What a special day changes in the count of weekdays: a weekend worked adds, a weekday off takes."""
    return day.working - (not is_weekend(day.date))
