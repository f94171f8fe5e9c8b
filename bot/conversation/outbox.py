"""Replies on their way to the citizen, and the states that they go through."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime


class OutboxState(StrEnum):
    """How far a reply has come. Receipts bring one that was sent further; failed and unknown are final."""

    CREATED = "created"
    SENDING = "sending"
    TEMPORARY_FAILURE = "temporary_failure"
    SENT = "sent"
    DELIVERED = "delivered"
    SEEN = "seen"
    PERMANENT_FAILURE = "permanent_failure"
    UNKNOWN = "unknown"


ON_ITS_WAY = (OutboxState.CREATED, OutboxState.SENDING, OutboxState.TEMPORARY_FAILURE)
FAILED = (OutboxState.PERMANENT_FAILURE, OutboxState.UNKNOWN)
_FURTHER = (OutboxState.SENT, OutboxState.DELIVERED, OutboxState.SEEN)
_ON_ITS_WAY_SQL = text("state IN ('created', 'sending', 'temporary_failure')")
_FAILED_SQL = text("state IN ('permanent_failure', 'unknown')")
_PRIVATE_SQL = text("instead IS NOT NULL")


class OutboxMessage(Base):
    """One reply, in its place in the conversation."""

    __tablename__ = "outbox"
    __table_args__ = (
        # The order of replies; read by the web stream after a number.
        UniqueConstraint("conversation_id", "seq"),
        # The sender's search for the first reply of each conversation that is not yet there.
        Index(
            "ix_outbox_on_its_way",
            "conversation_id",
            "seq",
            sqlite_where=_ON_ITS_WAY_SQL,
            postgresql_where=_ON_ITS_WAY_SQL,
        ),
        Index("ix_outbox_sent_id", "sent_id"),
        # The officers' list of what never arrived.
        Index("ix_outbox_failed", "id", sqlite_where=_FAILED_SQL, postgresql_where=_FAILED_SQL),
        Index("ix_outbox_created_at", "created_at", "id"),
        # The daily forgetting of words.
        Index(
            "ix_outbox_words",
            "created_at",
            "id",
            sqlite_where=text("json_extract(body, '$.text') <> '…'"),
            postgresql_where=text("body ->> 'text' <> '…'"),
        ),
        # Private replies that are still there.
        Index("ix_outbox_private", "id", sqlite_where=_PRIVATE_SQL, postgresql_where=_PRIVATE_SQL),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    # The replies of one turn, for the web channel's waiting answer.
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id"), index=True)
    seq: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(20), default=OutboxState.CREATED)
    attempts: Mapped[int] = mapped_column(default=0)
    # Not to be taken before; while it is being sent, the moment from which the attempt counts as lost.
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The channel's own name for it, by which its receipts come.
    sent_id: Mapped[str | None] = mapped_column(String(128))
    # What stands in place of a private reply once it is not kept any more; then this is empty.
    instead: Mapped[str | None] = mapped_column(Text)

    @property
    def shown(self) -> str:
        """Its words for everybody but the citizen."""
        text: str = self.body["text"] if self.instead is None else self.instead
        return text

    def blank(self) -> None:
        """The private words are gone."""
        self.body = {"text": self.shown, "buttons": [], "images": []}
        self.instead = None

    def begin_sending(self, lost_from: datetime) -> None:
        """An attempt starts; nobody else takes the reply before ``lost_from``."""
        self.state, self.due_at = OutboxState.SENDING, lost_from
        self.attempts += 1

    def arrive(self, now: datetime, sent_id: str | None = None) -> None:
        """The channel has taken the reply, under that name of its own."""
        self.state, self.sent_at, self.sent_id, self.error = OutboxState.SENT, now, sent_id, None

    def receipt(self, state: OutboxState) -> None:
        """The channel tells how much further it came; receipts may come twice and in any order."""
        if self.state in _FURTHER and _FURTHER.index(state) > _FURTHER.index(OutboxState(self.state)):
            self.state = state

    def retry_at(self, moment: datetime, error: str) -> None:
        """The channel did not take the reply but may later."""
        self.state, self.due_at, self.error = OutboxState.TEMPORARY_FAILURE, moment, error

    def give_up(self, error: str) -> None:
        """The channel never takes this reply; the ones after it go on."""
        self.state, self.error = OutboxState.PERMANENT_FAILURE, error

    def lose_sight(self, error: str) -> None:
        """Nobody knows whether the reply arrived; it is not sent again."""
        self.state, self.error = OutboxState.UNKNOWN, error


def state_is(states: Sequence[OutboxState]) -> ColumnElement[bool]:
    """One of these, with their names in the statement itself.

    A partial index serves only a statement in which SQLite finds the index's own condition; with values bound
    to it the whole table is read, at every turn.
    """
    return OutboxMessage.state.in_(bindparam("states", states, expanding=True, literal_execute=True))
