"""Whose days run, how many are left, and when a dossier counts as late."""

from datetime import date

import pytest

from bot.calendar.work_calendar import load_calendar
from bot.dossiers.standing import standing
from bot.dossiers.state import Status
from bot.dossiers.view import ClockState, Standing

CALENDAR = load_calendar()
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (27, 28, 29, 30))
DECEMBER_1 = date(2026, 12, 1)


def stands(appointment: date | None, today: date, status: Status = Status.IN_PROGRESS) -> Standing:
    return standing(status, appointment, today, CALENDAR)


@pytest.mark.parametrize("status", [status for status in Status if status.ends])
def test_what_has_ended_has_no_clock(status: Status) -> None:
    assert stands(FRIDAY, DECEMBER_1, status) == Standing(ClockState.ENDED)


@pytest.mark.parametrize("status", [Status.SUPPLEMENT_ASKED, Status.PAYMENT_ASKED])
def test_while_the_citizen_is_waited_for_nothing_runs(status: Status) -> None:
    assert stands(FRIDAY, DECEMBER_1, status) == Standing(ClockState.STOPPED)


def test_without_an_appointment_nobody_can_tell() -> None:
    assert stands(None, FRIDAY) == Standing(ClockState.UNKNOWN)


def test_days_left_leave_out_days_off() -> None:
    # Tuesday 24 November 2026 is a public holiday.
    assert stands(FRIDAY, date(2026, 11, 23)) == Standing(ClockState.RUNNING, 3)
    assert stands(DECEMBER_1, FRIDAY) == Standing(ClockState.RUNNING, 2)


def test_the_day_of_the_appointment_is_not_late() -> None:
    assert stands(FRIDAY, FRIDAY) == Standing(ClockState.RUNNING, 0)


@pytest.mark.parametrize(("today", "days"), [(SATURDAY, 0), (SUNDAY, 0), (MONDAY, 1), (DECEMBER_1, 2)])
def test_late_counts_working_days(today: date, days: int) -> None:
    assert stands(FRIDAY, today) == Standing(ClockState.LATE, days)


@pytest.mark.parametrize("appointment", [SATURDAY, SUNDAY])
def test_an_appointment_on_a_day_off_is_kept_on_the_next_working_day(appointment: date) -> None:
    assert stands(appointment, FRIDAY) == Standing(ClockState.RUNNING, 1)
    assert stands(appointment, MONDAY) == Standing(ClockState.RUNNING, 0)
    assert stands(appointment, DECEMBER_1) == Standing(ClockState.LATE, 1)


def test_days_that_are_not_announced_yet_are_only_expected() -> None:
    assert stands(date(2032, 3, 1), date(2032, 2, 1)).expected
    assert not stands(DECEMBER_1, FRIDAY).expected
