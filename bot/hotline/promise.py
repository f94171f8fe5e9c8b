"""What officers owe on a ticket, and when that rings."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime

PENDING = text("done_at IS NULL")


class TicketPromise(Base):
    """Something owed by a moment, until it is kept, broken, or no longer owed (``void_at``).

    ``working_days`` is its length where it is counted so; while ``paused_at`` is set its clock stands still.
    A broken promise is still owed; kept after that it was kept late.
    """

    __tablename__ = "ticket_promises"
    # What is owed on a ticket.
    __table_args__ = (Index("ix_ticket_promises_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    working_days: Mapped[int | None]
    source: Mapped[str] = mapped_column(Text)
    is_law: Mapped[bool]
    # Days on the way are not all announced yet ("dự kiến").
    expected: Mapped[bool]
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The times in which it stood still: pairs of moments.
    stops: Mapped[list[list[str]]] = mapped_column(Json, default=list)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    broken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_owed(self) -> bool:
        """Whether somebody still has to do something for it."""
        return self.kept_at is None and self.void_at is None

    @property
    def is_running(self) -> bool:
        """Whether it is owed and its clock runs."""
        return self.is_owed and self.paused_at is None

    def pause(self, now: datetime) -> None:
        """Its clock stands still; one that is past its time stays so."""
        if self.is_running and self.broken_at is None:
            self.paused_at = now

    def resume(self, now: datetime) -> None:
        """Its clock runs on; when it is due has to be counted again."""
        if self.paused_at is not None:
            self.stops = [*self.stops, [self.paused_at.isoformat(), now.isoformat()]]
            self.paused_at = None

    def keep(self, now: datetime) -> None:
        """What was promised is done; late, if it is past its time."""
        self.kept_at, self.paused_at = now, None
        if now > self.due_at and self.broken_at is None:
            self.broken_at = self.due_at

    def break_(self) -> None:
        """Its time is over and nothing was done."""
        self.broken_at = self.due_at


class TicketAlarm(Base):
    """A moment at which so many per cent of a promise have run; it rings once."""

    __tablename__ = "ticket_alarms"
    __table_args__ = (
        UniqueConstraint("promise_id", "share"),
        # What rings next.
        Index("ix_ticket_alarms_pending", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("ticket_promises.id"))
    share: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
