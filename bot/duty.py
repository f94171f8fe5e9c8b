"""The hours of working days in which officers answer in the chat, as ``department.yml`` sets them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.calendar.work_calendar import WorkCalendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SPAN = re.compile(r"(\d{2}:\d{2})-(\d{2}:\d{2})")


@dataclass(frozen=True)
class Duty:
    """Spans of the day, in order; without any nobody is ever on duty."""

    spans: tuple[tuple[time, time], ...] = ()

    def is_on(self, now: datetime, calendar: WorkCalendar) -> bool:
        """Whether somebody should be there at that moment."""
        local = now.astimezone(VIETNAM)
        in_span = any(start <= local.time() < end for start, end in self.spans)
        return in_span and calendar.is_working(local.date())


def read_duty(spans: Iterable[str]) -> Duty:
    """Spans such as "08:00-11:30", none before the end of the one before; raises ValueError."""
    read = tuple(map(_read, spans))
    moments = [moment for span in read for moment in span]
    if moments != sorted(set(moments)):
        raise ValueError("hours of duty overlap or run backwards")
    return Duty(read)


def _read(text: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"hours of duty are written 08:00-11:30, not {text!r}")
    return time.fromisoformat(found[1]), time.fromisoformat(found[2])
