"""When months begin and end in Vietnam, and from when on they are closed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.insight.figures import first_day, month_of, next_month

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# By then the exports of the last days are in.
CLOSES_ON = 5


def begin_of(month: str) -> datetime:
    """Its first moment."""
    return datetime.combine(first_day(month), time(), VIETNAM)


def end_of(month: str) -> datetime:
    """The first moment after it."""
    return begin_of(next_month(month))


def local_day(moment: datetime) -> date:
    """The calendar day in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def closing_day(month: str) -> date:
    """The day from which on it may be closed: the fifth of the month after."""
    return first_day(next_month(month)) + timedelta(days=CLOSES_ON - 1)


def may_close(month: str, now: datetime) -> bool:
    """Whether it is over for long enough."""
    return local_day(now) >= closing_day(month)


def last_closed(now: datetime) -> str:
    """The newest month that may be closed."""
    today = local_day(now)
    last = month_of(today.replace(day=1) - timedelta(days=1))
    if may_close(last, now):
        return last
    return month_of(first_day(last) - timedelta(days=1))
