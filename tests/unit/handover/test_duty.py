"""Hours of duty: on working days of the calendar alone, and wrong ones are refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.work_calendar import load_calendar
from bot.duty import Duty, read_duty

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = load_calendar()
DUTY = read_duty(["08:00-11:30", "13:30-17:00"])


@pytest.mark.parametrize(
    ("moment", "is_on"),
    [
        ("2026-11-25 07:59", False),
        ("2026-11-25 08:00", True),
        ("2026-11-25 11:29", True),
        ("2026-11-25 11:30", False),
        ("2026-11-25 13:30", True),
        ("2026-11-25 17:00", False),
        ("2026-11-28 09:00", False),  # a Saturday
        ("2026-09-02 09:00", False),  # National Day, a Wednesday
    ],
)
def test_somebody_is_there_in_the_hours_of_working_days(moment: str, is_on: bool) -> None:
    assert DUTY.is_on(datetime.fromisoformat(moment).replace(tzinfo=VIETNAM), CALENDAR) is is_on


def test_without_hours_nobody_is_ever_there() -> None:
    assert not Duty().is_on(datetime(2026, 11, 25, 9, tzinfo=VIETNAM), CALENDAR)


@pytest.mark.parametrize(
    "wrong", [["8-11"], ["08:00-11:30", "11:00-12:00"], ["11:00-08:00"], ["25:00-26:00"]]
)
def test_hours_without_sense_are_refused(wrong: list[str]) -> None:
    with pytest.raises(ValueError, match="hour"):
        read_duty(wrong)
