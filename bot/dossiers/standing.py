"""How a dossier stands on a day: whose days run, how many are left, or how late it is."""

from datetime import date

from bot.calendar.work_calendar import WorkCalendar
from bot.dossiers.state import Status
from bot.dossiers.view import ClockState, Standing


def standing(status: Status, appointment: date | None, today: date, calendar: WorkCalendar) -> Standing:
    """Computed for that day; an appointment on a day off is kept on the next working day.

    The day of the appointment itself leaves no day and is not late. Late by no day means that offices have
    been closed ever since.
    """
    if status.ends:
        return Standing(ClockState.ENDED)
    if status.stops_clock:
        return Standing(ClockState.STOPPED)
    if appointment is None:
        return Standing(ClockState.UNKNOWN)
    due = appointment if calendar.is_working(appointment) else calendar.next_working_day(appointment)
    expected = not calendar.is_official(today, due)
    if today <= due:
        return Standing(ClockState.RUNNING, calendar.working_days_between(today, due), expected)
    return Standing(ClockState.LATE, calendar.working_days_between(due, today), expected)
