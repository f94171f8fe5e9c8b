"""Days as exports write them: real ones, serial numbers of a spreadsheet, text with the day first."""

import re
from datetime import date, datetime, time, timedelta

from bot.dossiers.hours import VIETNAM
from bot.dossiers.sources.export_values import Unreadable
from bot.tables.lines import Cell
from bot.tables.serial import moment_of

FIRST_DAY = date(2018, 1, 1)
LAST_YEARS = timedelta(days=3653)
AHEAD = timedelta(days=1)  # a clock of theirs may go before ours
_TIME = r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_DAY = r"(?P<day>\d{1,2})(?P<sign>[/.\-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})"
_DAY_FIRST = tuple(
    re.compile(form, re.ASCII) for form in (rf"{_DAY}(?:,?\s+{_TIME})?", rf"{_TIME},?\s+{_DAY}")
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
NO_DAY = "is no day that could be read (expected: 05/06/2024, or 05/06/2024 14:30)"


class Days:
    """Reads cells; ``epoch`` is the day that the file's serial numbers count from."""

    def __init__(self, today: date, epoch: datetime) -> None:
        self._today, self._epoch = today, epoch

    def to_come(self, cell: Cell) -> date:
        """A day from 2018 until ten years from now; raises Unreadable."""
        return self._within(self._moment(cell), self._today + LAST_YEARS).date()

    def past(self, cell: Cell) -> date:
        """A day from 2018 until now; raises Unreadable."""
        return self.past_moment(cell).date()

    def past_moment(self, cell: Cell) -> datetime:
        """A time with its zone, Vietnam's where none is given, from 2018 until now; raises Unreadable."""
        return self._within(self._moment(cell), self._today + AHEAD)

    def _within(self, moment: datetime, last: date) -> datetime:
        if not FIRST_DAY <= moment.date() <= last:
            raise Unreadable(f"lies before {FIRST_DAY.year} or too far ahead")
        return moment

    def _moment(self, cell: Cell) -> datetime:
        found = self._read(cell)
        return found.replace(tzinfo=VIETNAM) if found.tzinfo is None else found.astimezone(VIETNAM)

    def _read(self, cell: Cell) -> datetime:
        if isinstance(cell, datetime):
            return cell
        if isinstance(cell, date):
            return datetime.combine(cell, time())
        if isinstance(cell, str):
            return self._of_text(cell.strip())
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._of_serial(cell)
        raise Unreadable(NO_DAY)

    def _of_text(self, text: str) -> datetime:
        if _SERIAL.fullmatch(text):
            return self._of_serial(float(text))
        try:
            return datetime.fromisoformat(text) if _ISO.fullmatch(text) else _day_first(text)
        except ValueError as error:
            raise Unreadable(NO_DAY) from error

    def _of_serial(self, number: float) -> datetime:
        try:
            return moment_of(number, self._epoch)
        except ValueError as error:
            raise Unreadable(NO_DAY) from error


def _day_first(text: str) -> datetime:
    for form in _DAY_FIRST:
        if found := form.fullmatch(text):
            hour, minute, second = (int(part or 0) for part in found.group("hour", "minute", "second"))
            day = int(found["year"]), int(found["month"]), int(found["day"])
            return datetime(*day, hour, minute, second)  # noqa: DTZ001 - the caller knows the zone
    raise ValueError
