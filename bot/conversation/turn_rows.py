"""The rows that the end of a turn reads and writes, by statements that are put together once.

Every turn ends here: objects that are loaded, compared and written one by one cost it a millisecond more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, bindparam, case, exists, false, insert, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Conversation, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.storage.base import table_of

_CONVERSATIONS, _INBOX, _TURNS, _OUTBOX = map(table_of, (Conversation, InboxMessage, Turn, OutboxMessage))


@dataclass(frozen=True)
class Held:
    """A conversation whose turn runs, as it is in the database, and whether another message waits in it."""

    conversation_id: int
    last_seq: int
    told_of_delay: bool
    told_to_slow_down: bool
    more_waiting: bool


_later = _INBOX.alias("later")
_HELD = (
    select(
        _CONVERSATIONS.c.id,
        _CONVERSATIONS.c.last_seq,
        _CONVERSATIONS.c.told_of_delay,
        _CONVERSATIONS.c.told_to_slow_down,
        exists().where(
            _later.c.conversation_id == _CONVERSATIONS.c.id,
            _later.c.id > _INBOX.c.id,
            _later.c.handled_at.is_(None),
        ),
    )
    .join_from(_CONVERSATIONS, _INBOX, _INBOX.c.conversation_id == _CONVERSATIONS.c.id)
    .where(_INBOX.c.id == bindparam("inbox_id"), _CONVERSATIONS.c.lease == bindparam("lease"))
    .with_for_update(of=_CONVERSATIONS)
)


async def held_turn(session: AsyncSession, inbox_id: int, lease: str) -> Held | None:
    """The conversation of that message, locked, if the lease still holds."""
    found = await session.execute(_HELD, {"inbox_id": inbox_id, "lease": lease})
    row = found.one_or_none()
    return Held(*row) if row is not None else None


_ADD_TURN = insert(_TURNS).returning(_TURNS.c.id)
_ADD_REPLIES = insert(_OUTBOX)


async def add_turn(session: AsyncSession, values: Mapping[str, Any]) -> int:
    """The id of a new turn."""
    return int((await session.execute(_ADD_TURN, values)).scalar_one())


async def add_replies(session: AsyncSession, replies: Sequence[Mapping[str, Any]]) -> None:
    """New rows of the outbox, all with the same columns."""
    if replies:
        await session.execute(_ADD_REPLIES, replies)


_ANSWERED = bindparam("answered", type_=Boolean())
_OF_THE_CONVERSATION = _CONVERSATIONS.c.id == bindparam("conversation")
_GO_ON = (
    update(_CONVERSATIONS)
    .where(_OF_THE_CONVERSATION)
    .values(last_seq=bindparam("last_seq"), told_of_delay=bindparam("told_of_delay"))
)
_END_TURN = (
    update(_CONVERSATIONS)
    .where(_OF_THE_CONVERSATION)
    .values(
        lease=null(),
        free_from=bindparam("free_from"),
        last_seq=bindparam("last_seq"),
        told_of_delay=case((_ANSWERED, false()), else_=_CONVERSATIONS.c.told_of_delay),
        about=case(
            (_ANSWERED, bindparam("about", type_=_CONVERSATIONS.c.about.type)), else_=_CONVERSATIONS.c.about
        ),
    )
)
_PAUSE = (
    update(_CONVERSATIONS).where(_OF_THE_CONVERSATION).values(lease=null(), free_from=bindparam("free_from"))
)


async def tell_of_delay(session: AsyncSession, held: Held, last_seq: int) -> None:
    """The citizen hears that the answer is late; the turn goes on."""
    values = {"conversation": held.conversation_id, "last_seq": last_seq, "told_of_delay": True}
    await session.execute(_GO_ON, values)


async def end_turn(
    session: AsyncSession,
    held: Held,
    *,
    last_seq: int,
    free_from: datetime,
    answered: bool,
    about: str | None,
) -> None:
    """The next message may be taken from then on; ``about`` changes only where Rasa ``answered``."""
    values = {"conversation": held.conversation_id, "last_seq": last_seq, "free_from": free_from}
    await session.execute(_END_TURN, {**values, "answered": answered, "about": about})


async def pause(session: AsyncSession, held: Held, until: datetime) -> None:
    """The turn came to nothing; the same message is taken again later."""
    await session.execute(_PAUSE, {"conversation": held.conversation_id, "free_from": until})


_OF_THE_MESSAGE = _INBOX.c.id == bindparam("message")
_HANDLE = (
    update(_INBOX)
    .where(_OF_THE_MESSAGE)
    .values(text=bindparam("words"), payload=null(), attachment=null(), handled_at=bindparam("now"))
)
_PUT_BACK = (
    update(_INBOX)
    .where(_OF_THE_MESSAGE)
    .values(attempts=_INBOX.c.attempts - 1, failures=_INBOX.c.failures + bindparam("failed"))
)


async def handle(session: AsyncSession, messages: Mapping[int, str | None], now: datetime) -> None:
    """Their turn is over; of each only those words are kept."""
    handled = [{"message": number, "words": words, "now": now} for number, words in messages.items()]
    await session.execute(_HANDLE, handled)


async def put_back(session: AsyncSession, messages: Sequence[int], *, failed: bool) -> None:
    """Their turn ended in good order but without an answer; ``failed`` blames them."""
    put = [{"message": number, "failed": int(failed)} for number in messages]
    await session.execute(_PUT_BACK, put)
