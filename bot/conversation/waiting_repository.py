"""Which messages are next, and that they are taken: the statements of the dispatcher.

They are built once and work on rows, not on objects: each turn runs them, and what a session does to notice
that an object has changed takes longer than the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Contact, Conversation, InboxMessage
from bot.conversation.pieces import MOST_MESSAGES, Pause, Piece
from bot.storage.base import UtcDateTime, table_of


@dataclass
class WaitingMessage:
    """A message without a turn, as it stands in the inbox."""

    id: int
    conversation_id: int
    external_id: str
    channel: str
    text: str | None
    payload: str | None
    attachment: dict[str, Any] | None
    received_at: datetime
    attempts: int
    failures: int
    piece: str


@dataclass(frozen=True)
class Waiting:
    """The oldest message of a conversation in which no turn runs, and what the turn must know of that."""

    message: WaitingMessage
    nlu_sender: str
    about: str | None
    officer_until: datetime | None
    contact_key: str


_INBOX, _CONVERSATIONS, _CONTACTS = map(table_of, (InboxMessage, Conversation, Contact))
_OF_MESSAGE: Sequence[ColumnElement[Any]] = [_INBOX.c[one.name] for one in fields(WaitingMessage)]
_OF_TALK = (_CONVERSATIONS.c.nlu_sender, _CONVERSATIONS.c.about, _CONVERSATIONS.c.officer_until)


async def waiting_messages(
    session: AsyncSession, now: datetime, limit: int, pause: Pause, *, untold_only: bool = False
) -> Sequence[Waiting]:
    """Oldest first, one of each free conversation that waits for no more pieces, locked.

    Who was told to slow down comes after everybody else. Rows that others hold are passed over.
    """
    query = _UNTOLD if untold_only else _WAITING
    moments = {"now": now, "quiet_before": now - pause.quiet, "long_before": now - pause.longest}
    found = await session.execute(query, {**moments, "at_most": limit})
    talk = len(_OF_TALK) + 1
    return [Waiting(WaitingMessage(*row[talk:]), *row[:talk]) for row in found]


def _oldest_ready() -> Select[int]:
    complete = func.max(case((InboxMessage.piece != Piece.MORE, 1), else_=0)) == 1
    quiet = func.max(InboxMessage.received_at) <= bindparam("quiet_before", type_=UtcDateTime)
    long_enough = func.min(InboxMessage.received_at) <= bindparam("long_before", type_=UtcDateTime)
    return (
        select(func.min(InboxMessage.id))
        .where(InboxMessage.handled_at.is_(None))
        .group_by(InboxMessage.conversation_id)
        .having(or_(complete, quiet, long_enough))
    )


# Built once: putting it together takes longer than the database does.
_WAITING = (
    select(*_OF_TALK, _CONTACTS.c.contact_key, *_OF_MESSAGE)
    .join_from(_INBOX, _CONVERSATIONS, _CONVERSATIONS.c.id == _INBOX.c.conversation_id)
    .join(_CONTACTS, _CONTACTS.c.id == _CONVERSATIONS.c.contact_id)
    # handled_at stands here too: under a lock PostgreSQL looks again at these conditions only, and
    # another process may have handled the message since the subquery saw it.
    .where(
        InboxMessage.id.in_(_oldest_ready()),
        InboxMessage.handled_at.is_(None),
        Conversation.free_from <= bindparam("now", type_=UtcDateTime),
    )
    .order_by(Conversation.told_to_slow_down, InboxMessage.id)
    .limit(bindparam("at_most"))
    .with_for_update(of=[_INBOX, _CONVERSATIONS], skip_locked=True)
)
_UNTOLD = _WAITING.where(Conversation.told_of_delay.is_(False))


_ROW = (
    select(*_OF_MESSAGE)
    .where(_INBOX.c.conversation_id == bindparam("conversation"), _INBOX.c.handled_at.is_(None))
    .where(_INBOX.c.id >= bindparam("first"))
    .order_by(_INBOX.c.id)
    .limit(MOST_MESSAGES)
)


async def waiting_from(session: AsyncSession, first: WaitingMessage) -> Sequence[WaitingMessage]:
    """The waiting messages of a conversation from that one on, as many as a turn may take."""
    found = await session.execute(_ROW, {"conversation": first.conversation_id, "first": first.id})
    return [WaitingMessage(*row) for row in found]


_BEGIN_TURN = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == bindparam("conversation"))
    .values(lease=bindparam("its_lease"), free_from=bindparam("until"))
)
_BEGIN_ATTEMPT = (
    update(_INBOX)
    .where(_INBOX.c.id == bindparam("message"))
    .values(attempts=_INBOX.c.attempts + 1, joined_to=bindparam("later"))
)


async def begin_turns(session: AsyncSession, leases: Iterable[tuple[int, str]], until: datetime) -> None:
    """Nobody else takes a turn of these conversations before that moment; each gets its lease."""
    begun = [{"conversation": number, "its_lease": lease, "until": until} for number, lease in leases]
    if begun:
        await session.execute(_BEGIN_TURN, begun)


async def begin_attempts(session: AsyncSession, messages: Iterable[tuple[int, int | None]]) -> None:
    """A turn starts on each message, together with a later one where that is given."""
    begun = [{"message": message, "later": later} for message, later in messages]
    if begun:
        await session.execute(_BEGIN_ATTEMPT, begun)
