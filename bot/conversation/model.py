"""The rows of a conversation. State changes are methods; turns and replies are only ever added."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Double, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.conversation.pieces import Piece
from bot.storage.base import Base, Json, RowId, UtcDateTime

# Rows whose words were not forgotten (FORGOTTEN and WORDLESS in turn.py).
WORDS = text("text <> '…' AND text <> '……' AND text <> '/deleted'")
HANDLED = text("text <> '…' AND handled_at IS NOT NULL")


def random_key() -> str:
    """A name that nobody can guess and that tells nothing."""
    return uuid.uuid4().hex


class Contact(Base):
    """One person on one channel; the key is that channel's name for the person."""

    __tablename__ = "contacts"
    # Found by every incoming message and by the web stream.
    __table_args__ = (UniqueConstraint("channel", "contact_key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    contact_key: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Last wrote or tapped: from then on the windows of a channel run. None: not since that is kept.
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Left or blocked the department: nothing may be sent before they write again.
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def be_heard(self, now: datetime) -> None:
        """The person has written or tapped."""
        self.heard_at, self.left_at = now, None

    def leave(self, now: datetime) -> None:
        """The person wants nothing more from us."""
        self.left_at = now


class Conversation(Base):
    """All turns with one contact; at most one turn runs at a time."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), unique=True)
    # The name under which Rasa knows the conversation: tells nothing about the person.
    nlu_sender: Mapped[str] = mapped_column(String(32), default=random_key, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # No turn may begin before this moment: a running turn holds it in the future, so does a pause.
    free_from: Mapped[datetime] = mapped_column(UtcDateTime)
    # Who runs the turn; a worker that was too slow finds another's name here and gives up.
    lease: Mapped[str | None] = mapped_column(String(32))
    # Whether the citizen has heard that answers are delayed; forgotten with the next answer.
    told_of_delay: Mapped[bool] = mapped_column(default=False)
    last_seq: Mapped[int] = mapped_column(default=0)
    # Code of the procedure under discussion, as the last answer left it.
    about: Mapped[str | None] = mapped_column(String(32))
    # An officer writes to the citizen; until then the assistant is silent.
    officer_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Messages that may still come at once, as of that moment (bot/conversation/flood.py).
    allowance: Mapped[float | None] = mapped_column(Double)
    allowance_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_to_slow_down: Mapped[bool] = mapped_column(default=False, server_default=false())

    def rename(self) -> str:
        """From now on Rasa knows the conversation by another name, and of it nothing; the old one."""
        old, self.nlu_sender = self.nlu_sender, random_key()
        return old

    def hand_to_officer(self, until: datetime) -> None:
        """An officer writes to the citizen; the assistant says nothing before that moment."""
        self.officer_until = until

    def next_seq(self) -> int:
        """The place of the next reply in the conversation; the first is 1."""
        self.last_seq += 1
        return self.last_seq


class InboxMessage(Base):
    """One accepted message. It counts as handled only together with its turn and replies."""

    __tablename__ = "inbox"
    __table_args__ = (
        # Makes the same delivery twice one message.
        UniqueConstraint("channel", "external_id"),
        # The dispatcher's search for the oldest waiting message of each conversation.
        Index(
            "ix_inbox_waiting",
            "conversation_id",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
        # The daily forgetting of words.
        Index("ix_inbox_words", "handled_at", "id", sqlite_where=HANDLED, postgresql_where=HANDLED),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    channel: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(192))
    text: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(String(128))
    attachment: Mapped[dict[str, Any] | None] = mapped_column(Json)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Turns begun and never ended: counts towards giving up on a message that kills its worker.
    attempts: Mapped[int] = mapped_column(default=0)
    # Turns that Rasa could not run although it ran others: the same, for a message that upsets Rasa.
    failures: Mapped[int] = mapped_column(default=0)
    piece: Mapped[str] = mapped_column(String(8), default=Piece.WHOLE, server_default=Piece.WHOLE)
    # The message, later in the same conversation, whose turn answers this one, too.
    joined_to: Mapped[int | None] = mapped_column(RowId)

    def handle(self, text: str | None, now: datetime) -> None:
        """The turn is over; only the masked text is kept."""
        self.text, self.payload, self.attachment, self.handled_at = text, None, None, now


class Turn(Base):
    """One message, or several in a row, and how it ended; a delayed one has two: notice and answer."""

    __tablename__ = "turns"
    __table_args__ = (
        # The counting of a month.
        Index("ix_turns_created_at", "created_at", "id"),
        # The daily forgetting of words.
        Index("ix_turns_words", "created_at", "id", sqlite_where=WORDS, postgresql_where=WORDS),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    # A conversation's history, in the order of ids.
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    # The web channel's search for the answer to a message that it waits for.
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"), index=True)
    # The inbox ids of earlier messages that were taken together with that one, in order.
    joined: Mapped[list[int]] = mapped_column(Json, default=list, server_default="[]")
    text: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(32))
    meta: Mapped[dict[str, Any]] = mapped_column(Json)
    provenance: Mapped[list[Any]] = mapped_column(Json)
    latency_ms: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
