"""What dossiers say of deadlines: received, due, done, and late with or without a reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.dossiers.state import Status
from bot.insight.counts import Measured, Value
from bot.insight.months import local_day

# DUE is good when it was kept, LATE when a reason was given, DONE when feedback names the dossier.
RECEIVED, DUE, LATE, DONE = "received", "due", "late", "done"
# Nothing was decided that could have been late.
WITHOUT_RESULT = (Status.REGISTERED, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED)

# The field of a procedure and the commune of an office, each "" where it is not known.
Strata = Callable[[str, str], tuple[str, str]]
# The working day on which an appointment is to be kept.
DueDay = Callable[[date], date]


@dataclass(frozen=True)
class DossierRow:
    """What is read of a dossier; ``complained`` says that feedback on offices names it."""

    status: Status
    procedure: str
    unit: str
    received_at: datetime | None
    appointment: date | None
    finished_on: date | None
    reason: str
    complained: bool

    def values(self, strata: Strata) -> tuple[Value, ...]:
        """Every value that it belongs to."""
        field, commune = strata(self.procedure, self.unit)
        return (
            Value("field", "", field),
            Value("procedure", field, self.procedure),
            Value("commune", "", commune),
        )


def received(row: DossierRow, first: date, last: date) -> Iterator[Measured]:
    """Counts in the month of its receipt."""
    if row.received_at is not None and first <= local_day(row.received_at) <= last:
        yield Measured(RECEIVED)


def done(row: DossierRow, first: date, last: date) -> Iterator[Measured]:
    """Counts in the month in which its work was finished."""
    if row.finished_on is not None and first <= row.finished_on <= last and _has_result(row):
        yield Measured(DONE, int(row.complained))


def due(row: DossierRow, first: date, last: date, due_day: DueDay) -> Iterator[Measured]:
    """Counts in the month of its appointment, once and for good: it was kept on that day or it was not.

    A dossier whose clock stands still has no day to keep; it gets another appointment with the papers.
    """
    if row.appointment is None or not first <= row.appointment <= last or not _has_result(row):
        return
    if row.finished_on is None and row.status.stops_clock:
        return
    on_time = row.finished_on is not None and row.finished_on <= due_day(row.appointment)
    yield Measured(DUE, int(on_time))
    if not on_time:
        yield Measured(LATE, int(bool(row.reason.strip())))


def _has_result(row: DossierRow) -> bool:
    return row.status not in WITHOUT_RESULT
