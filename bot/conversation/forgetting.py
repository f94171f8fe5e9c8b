"""A conversation forgets what was said in it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles

from bot.conversation.model import Conversation, InboxMessage, Turn
from bot.conversation.outbox import ON_ITS_WAY, OutboxMessage
from bot.conversation.turn import FORGOTTEN
from bot.storage.base import table_of
from bot.storage.forgetting import Stale

# What a turn says and does has the moment of the turn itself.
A_MOMENT = timedelta(microseconds=1)
_FORGOTTEN_BODY = {"text": FORGOTTEN, "buttons": [], "images": []}
_TURNS, _INBOX, _OUTBOX = map(table_of, (Turn, InboxMessage, OutboxMessage))
_GONE: ColumnElement[str] = literal_column(
    f"'{FORGOTTEN}'"
)  # in the statement's text, as in that of the indexes


class _Said(ColumnElement[str]):
    """What a reply says, in the words of the index of those that say something yet."""

    type = Text()
    inherit_cache = True


@compiles(_Said)
def _in_postgresql(_said: _Said, _compiler: object, **_options: object) -> str:
    return "outbox.body ->> 'text'"


@compiles(_Said, "sqlite")
def _in_sqlite(_said: _Said, _compiler: object, **_options: object) -> str:
    return "json_extract(outbox.body, '$.text')"


# Words of both sides, whoever said them; what happened, and when, stays.
STALE_WORDS = (
    Stale(_TURNS, _TURNS.c.created_at, {"text": FORGOTTEN}, _TURNS.c.text != _GONE),
    Stale(_INBOX, _INBOX.c.handled_at, {"text": FORGOTTEN}, _INBOX.c.text != _GONE),
    Stale(_OUTBOX, _OUTBOX.c.created_at, {"body": _FORGOTTEN_BODY, "instead": None}, _Said() != _GONE),
)


async def forget_talk(session: AsyncSession, conversation_id: int, until: datetime) -> None:
    """Words of both sides, in the caller's transaction; that there were messages, and when, stays.

    What is not answered or not sent yet is left alone.
    """
    await session.execute(
        update(Turn)
        .where(Turn.conversation_id == conversation_id, Turn.created_at <= until, Turn.text.is_not(None))
        .values(text=FORGOTTEN)
    )
    await session.execute(
        update(InboxMessage)
        .where(
            InboxMessage.conversation_id == conversation_id,
            InboxMessage.handled_at <= until,
            InboxMessage.text.is_not(None),
        )
        .values(text=FORGOTTEN)
    )
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.conversation_id == conversation_id,
            OutboxMessage.created_at <= until,
            OutboxMessage.state.not_in(ON_ITS_WAY),
        )
        .values(body=_FORGOTTEN_BODY, instead=None)
    )


async def held_of(session: AsyncSession, conversation_id: int) -> tuple[int, datetime | None]:
    """How many messages of the person are kept with their words, and since when."""
    query = select(func.count(), func.min(Turn.created_at)).where(
        Turn.conversation_id == conversation_id, Turn.text.is_not(None), Turn.text != FORGOTTEN
    )
    count, since = (await session.execute(query)).one()
    return count, since


async def forget_person(session: AsyncSession, conversation_id: int, now: datetime) -> str:
    """All that was said before that moment, in the caller's transaction; the name that Rasa knew them by.

    Rasa knows the person no more: its memory of that name is gone within a day.
    """
    await forget_talk(session, conversation_id, now - A_MOMENT)
    # What is still being sent goes out, and its words soon after, as those of private replies do.
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.conversation_id == conversation_id,
            OutboxMessage.created_at < now,
            OutboxMessage.state.in_(ON_ITS_WAY),
            OutboxMessage.instead.is_(None),
        )
        .values(instead=FORGOTTEN)
    )
    conversation = await session.get_one(Conversation, conversation_id)
    return conversation.rename()
