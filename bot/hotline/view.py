"""What tickets look like to those who hand them in and to those who work on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.hotline.actors import Actor
from bot.hotline.files import StoredFile
from bot.hotline.model import Ticket, TicketEvent, TicketFile
from bot.hotline.promise import TicketPromise
from bot.hotline.states import TicketState


@dataclass(frozen=True)
class Draft:
    """A matter as somebody tells it; handed in twice under one ``form_id`` it is one ticket."""

    form_id: str
    track: str
    answers: Mapping[str, str] = field(repr=False)
    conversation_id: int | None = None
    channel: str = ""
    anonymous: bool = False
    reporter_name: str = field(default="", repr=False)
    reporter_phone: str = field(default="", repr=False)
    dossier_code: str | None = field(default=None, repr=False)
    procedure: str | None = None
    files: Sequence[StoredFile] = ()
    respondent_unit: str = ""
    by_officer: Actor | None = None
    commune: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Opened:
    """What the citizen takes home; an ``expected`` day may move, since days off are not all announced."""

    code: str
    pin: str = field(repr=False)
    promised: date | None
    expected: bool
    track: str
    sealed: bool


@dataclass(frozen=True)
class PublicEvent:
    """A line of the history that the citizen may read; ``unit`` is who has it since then."""

    at: datetime
    kind: str
    by: str
    text: str
    unit: str = ""


@dataclass(frozen=True)
class PublicView:
    """A ticket as its citizen sees it: no officer's name, no internal word, no phone number.

    ``promised`` is None while nothing is owed or the clock stands still.
    """

    code: str
    track: str
    state: TicketState
    summary: str = field(repr=False)
    created_at: datetime
    unit: str
    promised: date | None
    expected: bool
    late: bool
    events: Sequence[PublicEvent] = field(repr=False)
    outcome: str | None = None
    done: str | None = field(default=None, repr=False)
    verdict: str | None = None
    reopened: int = 0
    merged_into: str | None = None
    sealed: bool = False

    @property
    def may_withdraw(self) -> bool:
        """Whether there is still something to take back."""
        return self.state.is_open and not self.sealed

    @property
    def may_judge(self) -> bool:
        """Whether "has it been solved?" is a question now."""
        return self.state is TicketState.ANSWERED


@dataclass(frozen=True)
class TicketView:
    """All of a ticket, for officers; the rows are copies that nothing is written back from."""

    ticket: Ticket
    events: Sequence[TicketEvent]
    promises: Sequence[TicketPromise]
    files: Sequence[TicketFile]
    merged_into: str | None = None
    merged_here: Sequence[str] = ()
