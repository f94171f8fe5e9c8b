"""What officers say that a citizen's words meant."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, RowId, UtcDateTime


class TurnLabel(Base):
    """The judgement on one turn; the last one counts. Without an intent the words teach nothing."""

    __tablename__ = "turn_labels"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(40))
    procedure: Mapped[str | None] = mapped_column(String(32))
    officer_id: Mapped[int] = mapped_column(RowId)
    officer_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    def judge(self, text: str, intent: str | None, procedure: str | None) -> None:
        """The words as they should be learnt, and what they mean."""
        self.text, self.intent, self.procedure = text, intent, procedure

    def sign(self, officer_id: int, name: str, at: datetime) -> None:
        """Who says so."""
        self.officer_id, self.officer_name, self.at = officer_id, name, at
