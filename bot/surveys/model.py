"""Waves, invitations and answers. An answer does not know its invitation, nor an invitation its answer.

The two meet only through a key that is made of the server's secret: nobody who reads the tables, an officer
least of all, sees who answered what. For the same reason a response keeps its day and not its minute.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Double, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime

# What a background task still has to do something for.
TO_DO = text("due_at IS NOT NULL")


class Subject(StrEnum):
    """What a survey is about."""

    DOSSIER = "dossier"
    TICKET = "ticket"


class Method(StrEnum):
    """Who is invited."""

    EVERYONE = "everyone"
    STRATIFIED = "stratified"


class Way(StrEnum):
    """How an invitation reaches the citizen."""

    CHAT = "chat"  # buttons in the conversation
    TEMPLATE = "template"  # a template message that the platform sells
    SLIP = "slip"  # a QR code that the counter hands over
    CALL = "call"  # an officer calls


class InvitationState(StrEnum):
    """How far an invitation has come."""

    WAITING = "waiting"
    SENT = "sent"
    REMINDED = "reminded"
    DONE = "done"  # something was answered: nobody is reminded
    EXPIRED = "expired"
    DROPPED = "dropped"  # not sent, or no longer wanted; ``reason`` says why


class Mode(StrEnum):
    """Where the answers were given; the last two were entered by an officer."""

    CHAT = "chat"
    WEB = "web"
    COUNTER = "counter"
    PHONE = "phone"


class SurveyWave(Base):
    """One round of one instrument on one kind of subject, and how its sample is drawn.

    ``shares`` maps a stratum to the part of it that is invited, 0 to 1; one that it does not name is invited
    whole.
    """

    __tablename__ = "survey_waves"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    subject: Mapped[str] = mapped_column(String(8))
    instrument: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    method: Mapped[str] = mapped_column(String(12))
    seed: Mapped[str] = mapped_column(String(64))
    shares: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    begins_on: Mapped[date]
    ends_on: Mapped[date]


class SurveyInvitation(Base):
    """One subject of one wave; ``due_at`` is when something is to be done for it next, if anything is.

    ``subject_id`` is the row of the dossier or ticket. One that the sample left out is kept as dropped, so
    that the size of each stratum is known.
    """

    __tablename__ = "survey_invitations"
    __table_args__ = (
        UniqueConstraint("wave_id", "subject", "subject_id"),
        # What the inviter does next.
        Index("ix_survey_invitations_due_at", "due_at", sqlite_where=TO_DO, postgresql_where=TO_DO),
        # Whom officers call, and the response rate of a month.
        Index("ix_survey_invitations_state", "wave_id", "state", "way"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_waves.id"))
    subject: Mapped[str] = mapped_column(String(8))
    subject_id: Mapped[int] = mapped_column(RowId)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    state: Mapped[str] = mapped_column(String(10), default=InvitationState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(16))
    way: Mapped[str | None] = mapped_column(String(10))
    # The strata, and what statistics are cut by; of a ticket its track stands for the procedure's field.
    field: Mapped[str] = mapped_column(String(64), default="")
    procedure: Mapped[str] = mapped_column(String(32), default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[str] = mapped_column(String(16), default="")
    # The day of the result, or of the ticket's answer.
    subject_on: Mapped[date]
    drawn: Mapped[float | None] = mapped_column(Double)  # the number that decided on the sample, 0 to 1
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_on: Mapped[date | None]
    outbox_ids: Mapped[list[Any]] = mapped_column(Json, default=list)

    def send(self, way: Way, outbox_ids: list[int], now: datetime, remind_at: datetime) -> None:
        """It is on its way; who has not answered by then is reminded once."""
        self.state, self.way, self.outbox_ids = InvitationState.SENT, way, outbox_ids
        self.sent_at, self.due_at = now, remind_at

    def remind(self, outbox_ids: list[int], now: datetime) -> None:
        """The one reminder is on its way."""
        self.state, self.outbox_ids = InvitationState.REMINDED, outbox_ids
        self.reminded_at, self.due_at = now, self.expires_at

    def leave_to_officers(self) -> None:
        """No message reaches the citizen: it is on the list of those to be called."""
        self.way, self.due_at = Way.CALL, self.expires_at

    def wait_again(self, day: date, due_at: datetime, expires_at: datetime) -> None:
        """What it is about was taken back before it was sent, and is done now."""
        self.state, self.reason = InvitationState.WAITING, None
        self.subject_on, self.due_at, self.expires_at = day, due_at, expires_at

    def expire(self) -> None:
        """Nobody answered in time."""
        self.state, self.due_at = InvitationState.EXPIRED, None

    def answered(self, day: date) -> None:
        """Something was answered: nobody is reminded any more."""
        self.state, self.answered_on, self.due_at = InvitationState.DONE, day, None

    def drop(self, reason: str) -> None:
        """It is asked no more; what was answered before stays answered."""
        if self.state != InvitationState.DONE:
            self.state = InvitationState.DROPPED
        self.reason, self.due_at = reason, None


class SurveyResponse(Base):
    """What one citizen answered; ``key`` is a keyed hash of the invitation, ``id`` a random number.

    ``month`` is that of the subject (2026-11), ``flagged`` says why the answers are not counted ("burst"),
    ``device`` is a keyed hash of where they came from.
    """

    __tablename__ = "survey_responses"
    __table_args__ = (
        # Bursts from one device.
        Index("ix_survey_responses_device", "device", "answered_on"),
        # What the tallies of a month are made of.
        Index("ix_survey_responses_month", "month"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_waves.id"))
    subject: Mapped[str] = mapped_column(String(8))
    instrument: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(8))
    month: Mapped[str] = mapped_column(String(7))
    field: Mapped[str] = mapped_column(String(64), default="")
    procedure: Mapped[str] = mapped_column(String(32), default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[str] = mapped_column(String(16), default="")
    answered_on: Mapped[date]
    complete: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str | None] = mapped_column(String(64))
    flagged: Mapped[str | None] = mapped_column(String(16))
    comment: Mapped[str | None] = mapped_column(Text)  # masked


class SurveyAnswer(Base):
    """One question answered, by the value of a choice of the response's instrument; 0 is "no answer"."""

    __tablename__ = "survey_answers"

    response_id: Mapped[int] = mapped_column(ForeignKey("survey_responses.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[int]


class SurveyMark(Base):
    """How far the events of one kind of subject were gone through: every one up to that id."""

    __tablename__ = "survey_marks"

    subject: Mapped[str] = mapped_column(String(8), primary_key=True)
    last_id: Mapped[int] = mapped_column(BigInteger)


class SurveyOptOut(Base):
    """Somebody who wants no survey any more; ``person`` is a keyed hash of the contact."""

    __tablename__ = "survey_opt_outs"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
