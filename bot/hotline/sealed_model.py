"""Sealed reports: whoever reads the database without the key learns that they exist, and no more."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, RowId, UtcDateTime


class SealedState(StrEnum):
    """How far a sealed report has come."""

    NEW = "new"
    READ = "read"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class SealedReport(Base):
    """What somebody entrusted to the one role that may read it; ``body`` is encrypted and is nowhere else."""

    __tablename__ = "sealed_reports"
    # The inspector's list.
    __table_args__ = (Index("ix_sealed_reports_state", "state", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(64))
    form_id: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(12), default=SealedState.NEW)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def move(self, state: SealedState, now: datetime) -> None:
        """It has come so far."""
        self.state, self.updated_at = state, now


class SealedEvent(Base):
    """One line of its history, encrypted: who, what, which words."""

    __tablename__ = "sealed_events"
    __table_args__ = (Index("ix_sealed_events_report_id", "report_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("sealed_reports.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[bytes] = mapped_column(LargeBinary)
