"""A conversation on its way to an officer, and what the two wrote to each other."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime

# Lines whose words were not forgotten.
_WORDS = text("text <> '…'")
_OPEN = text("state IN ('waiting', 'taken', 'filing')")


class HandoverState(StrEnum):
    """``filing``: nobody is there any more, and a ticket is being made of it."""

    WAITING = "waiting"
    TAKEN = "taken"
    FILING = "filing"
    GIVEN_BACK = "given_back"
    TICKET = "ticket"


OPEN_STATES = (HandoverState.WAITING, HandoverState.TAKEN, HandoverState.FILING)


class HandoverRefused(Exception):
    """An officer's wish cannot be met; the word says why: unknown, taken, over, not_yours, empty, long."""

    def __init__(self, word: str, name: str = "") -> None:
        """``name`` is the officer's who has the conversation, where that is the reason."""
        super().__init__(word)
        self.word = word
        self.name = name


class Handover(Base):
    """One wish of a citizen to talk to a person, until it is met."""

    __tablename__ = "handovers"
    __table_args__ = (
        # A conversation waits once; the search for where a citizen's words belong.
        Index(
            "ix_handovers_open", "conversation_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        # The search for those that nobody came to.
        Index("ix_handovers_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        # The last waits, for what is expected of the next.
        Index("ix_handovers_taken_at", "taken_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    state: Mapped[str] = mapped_column(String(12), default=HandoverState.WAITING)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # From then on nobody is waited for any more; each sign of life of the officer moves it.
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    officer_id: Mapped[int | None] = mapped_column(RowId)
    officer_name: Mapped[str | None] = mapped_column(String(120))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ticket_code: Mapped[str | None] = mapped_column(String(20))

    def take(self, officer_id: int, name: str, now: datetime, until: datetime) -> None:
        """An officer has it; once more by the same one changes nothing. Raises HandoverRefused."""
        if self.state == HandoverState.TAKEN and self.officer_id == officer_id:
            return
        if self.state == HandoverState.TAKEN:
            raise HandoverRefused("taken", self.officer_name or "")
        if self.state != HandoverState.WAITING:
            raise HandoverRefused("over")
        self.state, self.taken_at, self.due_at = HandoverState.TAKEN, now, until
        self.officer_id, self.officer_name = officer_id, name

    def be_held_by(self, officer_id: int, until: datetime) -> None:
        """The officer who has it is still there; raises HandoverRefused for anybody else."""
        if self.state != HandoverState.TAKEN:
            raise HandoverRefused("over")
        if self.officer_id != officer_id:
            raise HandoverRefused("not_yours", self.officer_name or "")
        self.due_at = until

    def give_back(self, now: datetime) -> None:
        """The assistant goes on."""
        self.state, self.ended_at = HandoverState.GIVEN_BACK, now

    def begin_filing(self, retry_at: datetime) -> None:
        """Whoever does it has until then; after that somebody else tries again."""
        self.state, self.due_at = HandoverState.FILING, retry_at

    def become_ticket(self, code: str, now: datetime) -> None:
        """Officers work on it there."""
        self.state, self.ticket_code, self.ended_at = HandoverState.TICKET, code, now


class HandoverLine(Base):
    """One message while an officer has the conversation; never changed."""

    __tablename__ = "handover_lines"
    # The daily forgetting of words.
    __table_args__ = (
        Index("ix_handover_lines_words", "at", "id", sqlite_where=_WORDS, postgresql_where=_WORDS),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    # The officer's page of the conversation.
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(8))  # citizen or officer
    name: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text)
    attachment: Mapped[str] = mapped_column(String(16), default="")
    # Of the officer's words: empty where they could not even set out.
    outbox_ids: Mapped[list[int]] = mapped_column(Json, default=list)
