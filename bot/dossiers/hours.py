"""The hours in which messages that nobody asked for may go out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING, EVENING = time(7, 0), time(20, 0)
# What fails for a moment is tried again for ten minutes (bot/conversation/delivery.py); then it is night.
LAST_POST = time(19, 50)


def today(now: datetime) -> date:
    """The calendar day that citizens and offices go by."""
    return now.astimezone(VIETNAM).date()


def may_be_posted(now: datetime) -> bool:
    """Whether a notice may be handed over now so that it arrives before the evening is over."""
    return MORNING <= now.astimezone(VIETNAM).time() < LAST_POST


def due_at(now: datetime) -> datetime:
    """When the notice of a change that is seen now is due: at once, or at seven in the morning; in UTC."""
    local = now.astimezone(VIETNAM)
    if MORNING <= local.time() < EVENING:
        return now.astimezone(UTC)
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, VIETNAM).astimezone(UTC)
