"""A citizen's word that a record is wrong, until an officer has looked."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, RowId, UtcDateTime

OPEN = text("settled_at IS NULL")
LONGEST_NOTE = 2000


class CorrectionRequest(Base):
    """One report on one procedure: on which answer, from which version of the record, in whose words."""

    __tablename__ = "correction_requests"
    # The officer's list, and the search for the report that a note belongs to.
    __table_args__ = (
        Index(
            "ix_correction_requests_open",
            "conversation_id",
            "procedure",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"))
    procedure: Mapped[str] = mapped_column(String(32))
    aspect: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(String(12))
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def add_note(self, note: str) -> None:
        """Keeps what the citizen writes about it, one line a message."""
        self.note = "\n".join(filter(None, (self.note, note)))[:LONGEST_NOTE]

    def settle(self, now: datetime) -> None:
        """An officer has looked and done what was needed; the first time counts."""
        self.settled_at = self.settled_at or now
