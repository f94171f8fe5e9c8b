"""A conversation forgets what was said in it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, and_, case, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.conversation.outbox import ON_ITS_WAY, OutboxMessage
from bot.conversation.turn import DELETED, DELETED_TAP, FORGOTTEN, WORDLESS
from bot.own_data import Line
from bot.storage.base import table_of
from bot.storage.forgetting import Stale

# What a turn says and does has the moment of the turn itself.
A_MOMENT = timedelta(microseconds=1)
_FORGOTTEN_BODY = {"text": FORGOTTEN, "buttons": [], "images": []}
_TURNS, _INBOX, _OUTBOX = map(table_of, (Turn, InboxMessage, OutboxMessage))
# What was never kept stays known as such.
_DELETED = case(
    (_TURNS.c.text == FORGOTTEN, FORGOTTEN), (_TURNS.c.text.startswith("/"), DELETED_TAP), else_=DELETED
)


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


def _none_of(words: ColumnElement[str], these: Iterable[str]) -> ColumnElement[bool]:
    """As the indexes say it: what is not in the statement's own text chooses no index."""
    return and_(*(words != literal_column(f"'{one}'") for one in these))


# Words of both sides, whoever said them; what happened, and when, stays.
STALE_WORDS = (
    Stale(_TURNS, _TURNS.c.created_at, {"text": _DELETED}, _none_of(_TURNS.c.text, WORDLESS)),
    Stale(
        _INBOX,
        _INBOX.c.handled_at,
        {"text": FORGOTTEN, "payload": None, "attachment": None},
        _none_of(_INBOX.c.text, (FORGOTTEN,)),
    ),
    Stale(
        _OUTBOX,
        _OUTBOX.c.created_at,
        {"body": _FORGOTTEN_BODY, "instead": None},
        _none_of(_Said(), (FORGOTTEN,)),
    ),
)


async def forget_talk(
    session: AsyncSession,
    conversation_id: int,
    until: datetime,
    turns_as: str | ColumnElement[str] = FORGOTTEN,
) -> None:
    """Words of both sides, in the caller's transaction; that there were messages, and when, stays.

    What is not answered or not sent yet is left alone. ``turns_as`` stands where a turn's words stood.
    """
    await session.execute(
        update(Turn)
        .where(Turn.conversation_id == conversation_id, Turn.created_at <= until, Turn.text.is_not(None))
        .values(text=turns_as)
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
        Turn.conversation_id == conversation_id, Turn.text.is_not(None), Turn.text.not_in(WORDLESS)
    )
    count, since = (await session.execute(query)).one()
    return count, since


async def contact_of(session: AsyncSession, conversation_id: int) -> Contact | None:
    """With whom the conversation is."""
    query = select(Contact).join(Conversation, Conversation.contact_id == Contact.id)
    return (await session.scalars(query.where(Conversation.id == conversation_id))).one_or_none()


async def number_of(session: AsyncSession, channel: str, contact_key: str) -> int | None:
    """The conversation with whom that channel calls so."""
    query = select(Conversation.id).join(Contact, Contact.id == Conversation.contact_id)
    return await session.scalar(query.where(Contact.channel == channel, Contact.contact_key == contact_key))


async def name_of(session: AsyncSession, conversation_id: int) -> str | None:
    """The name under which Rasa knows the conversation now."""
    return await session.scalar(select(Conversation.nlu_sender).where(Conversation.id == conversation_id))


async def lines_of(session: AsyncSession, conversation_id: int) -> list[Line]:
    """What was said by both sides and is kept, in its order; of private replies what is kept of them."""
    said = select(Turn.created_at, Turn.text).where(
        Turn.conversation_id == conversation_id, Turn.text.is_not(None), Turn.text.not_in(WORDLESS)
    )
    answered = select(OutboxMessage).where(
        OutboxMessage.conversation_id == conversation_id,
        OutboxMessage.body["text"].as_string() != FORGOTTEN,
    )
    lines = [Line(at, "citizen", text or "") for at, text in await session.execute(said.order_by(Turn.id))]
    replies = await session.scalars(answered.order_by(OutboxMessage.seq))
    lines += [Line(one.created_at, "assistant", one.shown) for one in replies]
    return sorted(lines, key=lambda line: line.at)


async def forget_person(session: AsyncSession, conversation_id: int, now: datetime) -> str:
    """All that was said before that moment, in the caller's transaction; the name that Rasa knew them by.

    Rasa knows the person no more: its memory of that name is gone within a day.
    """
    await forget_talk(session, conversation_id, now - A_MOMENT, _DELETED)
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
