"""Tickets, their history and their files. State changes are methods; history is only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import Double, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.hotline.states import DONE, Outcome, Refusal, TicketState, TransitionRefused, Verdict
from bot.storage.base import Base, Json, RowId, UtcDateTime


class Ticket(Base):
    """One matter handed to officers; ``due_at`` is the earliest of what is owed on it now.

    ``respondent_unit`` is the unit that it complains of, ``search_text`` its words folded.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        # The queue and its counts, read from here alone: the rows themselves are wide.
        Index(
            "ix_tickets_queue", "state", "level", "due_at", "track", "owner_id", "priority", "respondent_unit"
        ),
        # What an officer has in hand, and how much each has.
        Index("ix_tickets_owner_id_state", "owner_id", "state"),
        # A citizen's own tickets.
        Index("ix_tickets_conversation_id", "conversation_id"),
        # Pages that are open are told of changes.
        Index("ix_tickets_updated_at", "updated_at"),
        # Those that others were merged into.
        Index("ix_tickets_merged_into", "merged_into"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(64))
    form_id: Mapped[str] = mapped_column(String(64), unique=True)
    track: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(20), default=TicketState.NEW)
    level: Mapped[str] = mapped_column(String(4))
    unit: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(RowId)
    owner_name: Mapped[str] = mapped_column(Text, default="")
    respondent_unit: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[str] = mapped_column(String(8))
    anonymous: Mapped[bool]
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    reporter_name: Mapped[str | None] = mapped_column(Text)
    reporter_phone: Mapped[str | None] = mapped_column(String(32))
    summary: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    commune: Mapped[str] = mapped_column(Text, default="")
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    happened: Mapped[str] = mapped_column(Text, default="")
    dossier_code: Mapped[str | None] = mapped_column(String(40))
    procedure: Mapped[str | None] = mapped_column(String(32))
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    channel: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(16))
    done: Mapped[str | None] = mapped_column(Text)
    # Who closed it last: a reopened ticket does not go back to that officer.
    closed_by: Mapped[int | None] = mapped_column(RowId)
    verdict: Mapped[str | None] = mapped_column(String(12))
    reopened: Mapped[int] = mapped_column(default=0)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    search_text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - what SQLAlchemy asks for

    @property
    def is_open(self) -> bool:
        """Whether officers still have to work on it."""
        return TicketState(self.state).is_open

    def require_open(self) -> None:
        """Raises TransitionRefused once nobody works on it."""
        if not self.is_open:
            raise TransitionRefused(Refusal.OVER)

    def assign(self, owner_id: int, owner_name: str, unit: str, level: str) -> None:
        """That officer has it, on his level if it is a higher one: what has climbed does not climb down.

        One that waits for the citizen goes on waiting.
        """
        self.require_open()
        self.level = max(self.level, level)
        self._own(owner_id, owner_name)
        self.unit = unit
        if self.state != TicketState.WAITING_FOR_CITIZEN:
            self.state = TicketState.ASSIGNED

    def release(self) -> None:
        """Its officer is gone; it waits for another on the same level."""
        self.require_open()
        self._own(None, "")
        if self.state != TicketState.WAITING_FOR_CITIZEN:
            self.state = TicketState.NEW

    def climb(self, level: str) -> None:
        """It is another level's now, and nobody's there yet."""
        self.release()
        self.level = level

    def work(self, *, waits: bool) -> None:
        """The citizen was written to; with ``waits`` nothing goes on before he answers."""
        self.require_open()
        self.state = TicketState.WAITING_FOR_CITIZEN if waits else TicketState.IN_PROGRESS

    def answer(
        self, outcome: Outcome, done: str, closed_by: int | None, *, asks: bool, now: datetime
    ) -> None:
        """Officers are done; with ``asks`` the citizen is still to say whether it helped."""
        self.require_open()
        self.outcome, self.done, self.closed_by = outcome, done, closed_by
        self.state = TicketState.ANSWERED if asks else TicketState.CLOSED
        self.closed_at = now

    def accept(self) -> None:
        """The citizen says that it is solved."""
        self._require_done()
        self.state, self.verdict = TicketState.CLOSED, Verdict.SOLVED

    def close_unjudged(self) -> None:
        """The citizen was asked and has not said anything."""
        self._require_done()
        self.state = TicketState.CLOSED

    def close_unheard(self, done: str, now: datetime) -> None:
        """The citizen was asked, reminded, and has not answered."""
        self.answer(Outcome.UNHEARD, done, None, asks=False, now=now)

    @property
    def is_unheard(self) -> bool:
        """Whether an answer of the citizen would take it up again."""
        return self.state == TicketState.CLOSED and self.outcome == Outcome.UNHEARD

    def hear(self) -> None:
        """The citizen answered after all: whoever had it goes on with it, if he is still there."""
        if self.is_unheard:
            self.outcome = self.done = self.closed_at = None
            self.state = TicketState.WAITING_FOR_CITIZEN
        self.work(waits=False)
        if self.owner_id is None:
            self.state = TicketState.NEW

    def reopen(self) -> None:
        """The citizen says that it is not solved: it is as open as on its first day."""
        self._require_done()
        self.state, self.verdict = TicketState.NEW, Verdict.NOT_SOLVED
        self.outcome = self.done = self.closed_at = None
        self.reopened += 1

    def withdraw(self, now: datetime) -> None:
        """The citizen takes it back."""
        self._end(TicketState.WITHDRAWN, now)

    def merge(self, into: "Ticket", now: datetime) -> None:
        """It goes on as part of another one that is worked on."""
        if into.id == self.id:
            raise TransitionRefused(Refusal.SAME_TICKET)
        if not into.is_open:
            raise TransitionRefused(Refusal.TARGET_OVER)
        self._end(TicketState.MERGED, now)
        self.merged_into = into.id

    def retrack(self, track: str, priority: str, first_level: str) -> None:
        """It is another kind of matter; what has climbed stays where it is."""
        self.require_open()
        self.track, self.priority = track, priority
        self.level = max(self.level, first_level)

    def transfer(self, now: datetime) -> None:
        """Another authority has it."""
        self._end(TicketState.TRANSFERRED, now)

    def _own(self, owner_id: int | None, owner_name: str) -> None:
        self.owner_id, self.owner_name = owner_id, owner_name

    def _end(self, state: TicketState, now: datetime) -> None:
        self.require_open()
        self.state, self.closed_at = state, now

    def _require_done(self) -> None:
        if self.state not in DONE:
            raise TransitionRefused(Refusal.NOT_ANSWERED)


class TicketEvent(Base):
    """One line of a ticket's history; only ever added. Of the actor it keeps what he was called then."""

    __tablename__ = "ticket_events"
    # The history on the ticket's page.
    __table_args__ = (Index("ix_ticket_events_ticket_id", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[str] = mapped_column(String(8))
    actor_id: Mapped[int | None] = mapped_column(RowId)
    actor_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(Json)


class TicketFile(Base):
    """A file of a ticket; its content lies under its hash (bot/hotline/files.py)."""

    __tablename__ = "ticket_files"
    __table_args__ = (
        UniqueConstraint("ticket_id", "sha256"),
        # Whether anybody else still needs a content.
        Index("ix_ticket_files_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PinFailure(Base):
    """A try with a PIN, forgotten at once if it was right; the code, perhaps no ticket's, is a keyed hash."""

    __tablename__ = "ticket_pin_failures"
    # Whether a code is blocked.
    __table_args__ = (Index("ix_ticket_pin_failures_code_hash_at", "code_hash", "at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
