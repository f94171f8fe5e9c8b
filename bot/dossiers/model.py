"""Dossiers as their sources showed them last, who holds them, and what their holders were told."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.dossiers.state import Status
from bot.storage.base import Base, Json, RowId, UtcDateTime

FOLLOWING = text("unfollowed_at IS NULL")
WAITING = text("state = 'waiting'")


class Dossier(Base):
    """The last known state of one dossier; ``factors`` are keyed hashes, their values are not kept.

    ``seen_at`` is when a source last showed this state, ``fingerprint`` tells whether it shows another.
    """

    __tablename__ = "dossiers"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    # Every look, and every row of an import.
    code: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    procedure: Mapped[str] = mapped_column(Text)
    procedure_name: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appointment: Mapped[date | None]
    finished_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    missing: Mapped[list[str]] = mapped_column(Json)
    money_due: Mapped[int | None] = mapped_column(BigInteger)
    money_for: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    parcel: Mapped[str] = mapped_column(Text)
    factors: Mapped[list[str]] = mapped_column(Json)
    source: Mapped[str] = mapped_column(String(16))
    fingerprint: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DossierEvent(Base):
    """A dossier came to a status; only ever added. ``at`` is the source's word, or when it was seen."""

    __tablename__ = "dossier_events"
    # The course of a dossier, from which the stops of its clock follow.
    __table_args__ = (Index("ix_dossier_events_course", "dossier_id", "at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def came_to(self) -> Status:
        """The status as the program knows it."""
        return Status(self.status)


class DossierHolder(Base):
    """A conversation that has shown a second factor of a dossier, and when it last did."""

    __tablename__ = "dossier_holders"
    __table_args__ = (
        UniqueConstraint("conversation_id", "dossier_id"),
        # Whom an import's change concerns.
        Index("ix_dossier_holders_dossier_id", "dossier_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DossierFollow(Base):
    """One consent to be told of changes, in that version of its wording, from its day to its end."""

    __tablename__ = "dossier_follows"
    # A holder follows once at a time.
    __table_args__ = (
        Index(
            "ix_dossier_follows_open",
            "holder_id",
            unique=True,
            sqlite_where=FOLLOWING,
            postgresql_where=FOLLOWING,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("dossier_holders.id"))
    wording: Mapped[str] = mapped_column(String(32))
    followed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    unfollowed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def end(self, now: datetime) -> None:
        """Nothing more is sent on this consent; the first time counts."""
        self.unfollowed_at = self.unfollowed_at or now


class DossierLook(Base):
    """One query for a dossier; the code is a keyed hash, so that the log opens no dossier."""

    __tablename__ = "dossier_looks"
    __table_args__ = (
        # Whether a conversation is blocked.
        Index("ix_dossier_looks_conversation_id_at", "conversation_id", "at"),
        # How many wrong factors a dossier was shown.
        Index("ix_dossier_looks_code_hash_at", "code_hash", "at"),
        # The alarm on sweeps, and what is old enough to go.
        Index("ix_dossier_looks_at", "at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    result: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeState(StrEnum):
    """How far the notice of a change has come."""

    WAITING = "waiting"
    POSTED = "posted"
    DROPPED = "dropped"


class DossierNotice(Base):
    """One change that one follower is to be told of, not before ``due_at``."""

    __tablename__ = "dossier_notices"
    __table_args__ = (
        UniqueConstraint("follow_id", "event_id"),
        # What the notifier does next.
        Index(
            "ix_dossier_notices_waiting",
            "follow_id",
            "id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        # Whom officers have to call.
        Index("ix_dossier_notices_due_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    follow_id: Mapped[int] = mapped_column(ForeignKey("dossier_follows.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("dossier_events.id"))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8), default=NoticeState.WAITING)
    # Why it was dropped; and the replies that it became, by their ids in the outbox.
    reason: Mapped[str | None] = mapped_column(String(16))
    outbox_ids: Mapped[list[Any]] = mapped_column(Json, default=list)

    def post(self, outbox_ids: list[int]) -> None:
        """It is on its way as these replies."""
        self.state, self.outbox_ids = NoticeState.POSTED, outbox_ids

    def drop(self, reason: str) -> None:
        """It is not sent, for that reason."""
        self.state, self.reason = NoticeState.DROPPED, reason
