"""When somebody is asked, reminded and no longer asked: what a department sets."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# What fails for a moment is tried again for ten minutes; it must arrive before the evening.
LAST_MINUTES = timedelta(minutes=10)


def day_of(moment: datetime) -> date:
    """The calendar day that citizens and offices go by."""
    return moment.astimezone(VIETNAM).date()


class SurveyTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours and days; the times of day are those of Vietnam, between which messages may go out.

    Of more responses a day from one device than ``most_from_one_device`` none is counted.
    """

    asks: bool = True
    opens: time = time(8)
    closes: time = time(20)
    dossier_after_hours: int = 2
    ticket_after_hours: int = 24
    send_within_days: int = 3
    remind_after_days: int = 3
    open_days: int = 14
    most_from_one_device: Annotated[int, msgspec.Meta(ge=1)] = 5

    def faults(self) -> list[str]:
        """What cannot be kept."""
        found = []
        if self.opens >= self.closes:
            found.append("surveys: opens is not before closes")
        if min(self.dossier_after_hours, self.ticket_after_hours) < 0 or self.send_within_days < 1:
            found.append("surveys: nobody can be asked before the matter is done, nor within no day")
        if not 0 < self.remind_after_days < self.open_days:
            found.append("surveys: the reminder must lie before the end")
        return found

    def is_daytime(self, now: datetime) -> bool:
        """Whether a message handed over now arrives before the evening."""
        local = now.astimezone(VIETNAM)
        last = datetime.combine(local.date(), self.closes, VIETNAM) - LAST_MINUTES
        return self.opens <= local.time() and local < last

    def by_day(self, moment: datetime) -> datetime:
        """That moment, or the next morning after it; in UTC."""
        if self.is_daytime(moment):
            return moment.astimezone(UTC)
        local = moment.astimezone(VIETNAM)
        day = local.date() + timedelta(days=local.time() >= self.opens)
        return datetime.combine(day, self.opens, VIETNAM).astimezone(UTC)

    def is_too_late(self, day: date, now: datetime) -> bool:
        """Whether what was done on that day is too long ago to ask about."""
        return day_of(now) > day + timedelta(days=self.send_within_days)

    def first_at(self, subject: str, now: datetime) -> datetime:
        """When to ask about what was seen to be done now."""
        hours = self.dossier_after_hours if subject == "dossier" else self.ticket_after_hours
        return self.by_day(now + timedelta(hours=hours))

    def remind_at(self, now: datetime) -> datetime:
        """When to remind whom is asked now."""
        return self.by_day(now + timedelta(days=self.remind_after_days))

    def expires_at(self, now: datetime) -> datetime:
        """Until when what is asked from now on is taken."""
        return now + timedelta(days=self.open_days)
