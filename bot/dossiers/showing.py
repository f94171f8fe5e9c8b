"""A dossier's row as one person may see it."""

from datetime import date

from bot.calendar.work_calendar import WorkCalendar
from bot.dossiers.hours import today
from bot.dossiers.model import Dossier, DossierEvent
from bot.dossiers.standing import standing
from bot.dossiers.state import Status
from bot.dossiers.view import Details, View


def shown(
    dossier: Dossier, day: date, calendar: WorkCalendar, *, details: bool, followed: bool, stale: bool
) -> View:
    """As it stands on that day; without ``details`` nothing but status and appointment."""
    status = Status(dossier.status)
    return View(
        code=dossier.code,
        status=status,
        appointment=dossier.appointment,
        standing=standing(status, dossier.appointment, day, calendar),
        seen_at=dossier.seen_at,
        stale=stale,
        details=_details(dossier) if details else None,
        followed=followed,
    )


def shown_change(dossier: Dossier, event: DossierEvent, day: date, calendar: WorkCalendar) -> View:
    """What a follower is told of one change; of one that is past already no more than its status."""
    if event.status == dossier.status:
        return shown(dossier, day, calendar, details=True, followed=True, stale=False)
    status = event.came_to
    clock = standing(status, None, day, calendar)
    return View(dossier.code, status, None, clock, event.seen_at, details=_past(dossier), followed=True)


def _details(dossier: Dossier) -> Details:
    return Details(
        procedure=dossier.procedure,
        procedure_name=dossier.procedure_name,
        stage=dossier.stage,
        unit=dossier.unit,
        received_on=today(dossier.received_at) if dossier.received_at else None,
        finished_on=dossier.finished_on,
        missing=tuple(dossier.missing),
        money_due=dossier.money_due,
        money_for=dossier.money_for,
        reason=dossier.reason,
        holder=dossier.holder,
        parcel=dossier.parcel,
    )


def _past(dossier: Dossier) -> Details:
    """Only what does not change with the status: stage, papers and money are those of a later one."""
    received = today(dossier.received_at) if dossier.received_at else None
    return Details(
        procedure=dossier.procedure,
        procedure_name=dossier.procedure_name,
        stage="",
        unit="",
        received_on=received,
        finished_on=None,
        missing=(),
        money_due=None,
        money_for="",
        reason="",
        holder=dossier.holder,
        parcel=dossier.parcel,
    )
