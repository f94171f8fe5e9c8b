"""What officers switch off, why and for how long; a row is never taken away."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, RowId, UtcDateTime

OPEN = text("ended_at IS NULL")


class Scope(StrEnum):
    """How much a switch turns off; all but the whole assistant have a name."""

    BOT = "bot"
    CHANNEL = "channel"
    FIELD = "field"  # of procedures, as their records name it
    PROCEDURE = "procedure"
    TRACK = "track"


class Switch(Base):
    """One thing that is off from a moment on, until another or until an officer turns it on again."""

    __tablename__ = "switches"
    # Every process asks once a second for those that are still off.
    __table_args__ = (Index("ix_switches_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    scope: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    off_from: Mapped[datetime] = mapped_column(UtcDateTime)
    off_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_by: Mapped[int] = mapped_column(RowId)
    made_by_name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(RowId)
    ended_by_name: Mapped[str | None] = mapped_column(String(120))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def is_coming(self, now: datetime) -> bool:
        """Whether it turns something off at that moment or will later."""
        is_over = self.off_until is not None and self.off_until <= now
        return self.ended_at is None and not is_over

    def is_off(self, now: datetime) -> bool:
        """Whether it turns something off at that moment."""
        return self.is_coming(now) and self.off_from <= now

    def end(self, officer_id: int, name: str, now: datetime) -> None:
        """An officer turns it on again; the first time counts."""
        if self.ended_at is None:
            self.ended_by, self.ended_by_name, self.ended_at = officer_id, name, now
