"""What one person may see of one dossier, as the answer and the notices speak of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.dossiers.state import Status


class Looked(StrEnum):
    """How a look ended."""

    SEEN = "seen"
    UNKNOWN = "unknown"  # a code alone: no source knows it
    REFUSED = "refused"  # with a second factor: not that dossier's, or no such dossier; nobody learns which
    BLOCKED = "blocked"  # too many failures: nothing is looked up for this person for a while
    UNAVAILABLE = "unavailable"  # the source does not answer, and nothing is known from before


class ClockState(StrEnum):
    """Whose days run."""

    RUNNING = "running"
    LATE = "late"
    STOPPED = "stopped"  # waits for the citizen: papers or money
    ENDED = "ended"
    UNKNOWN = "unknown"  # no appointment date is known


@dataclass(frozen=True)
class Standing:
    """Computed for a day and never stored.

    ``working_days`` are those left until the appointment, or past it where late. ``expected`` warns
    that the official days off are not announced yet for the whole stretch ("dự kiến").
    """

    clock: ClockState
    working_days: int = 0
    expected: bool = False


@dataclass(frozen=True)
class Details:
    """What only the holder of the dossier may see."""

    procedure: str
    procedure_name: str
    stage: str
    unit: str
    received_on: date | None
    finished_on: date | None
    missing: tuple[str, ...]
    money_due: int | None
    money_for: str
    reason: str
    holder: str
    parcel: str


@dataclass(frozen=True)
class View:
    """A dossier for one person; without ``details`` the person has shown no second factor.

    ``seen_at`` is when a source last showed this state; ``stale`` says that it did not answer just now.
    """

    code: str
    status: Status
    appointment: date | None
    standing: Standing
    seen_at: datetime
    stale: bool = False
    details: Details | None = None
    followed: bool = False


@dataclass(frozen=True)
class Look:
    """The end of one look; ``view`` where it is seen."""

    code: str
    result: Looked
    view: View | None = None
