"""The statements of the way in, for a whole lot of messages each (``bot.storage.given``)."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
    Select,
    Table,
    Update,
    and_,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bot.conversation.model import Contact, Conversation, InboxMessage
from bot.storage.base import table_of
from bot.storage.given import given

_CONTACTS, _CONVERSATIONS, _INBOX = map(table_of, (Contact, Conversation, InboxMessage))
_PEOPLE = ("channel", "contact_key", "created_at")
_TALKS = ("contact_id", "nlu_sender", "created_at", "free_from")
_MESSAGES = (
    "conversation_id",
    "channel",
    "external_id",
    "text",
    "payload",
    "attachment",
    "received_at",
    "piece",
)
_Insert: TypeAlias = postgresql.Insert | sqlite.Insert
_HEARD = ("id", "heard_at")
_ALLOWED = ("id", "allowance", "allowance_at", "told_to_slow_down")


# Each statement is built once: putting it together takes longer than the database does.
@cache
def new_people(dialect: str) -> ReturningInsert[Any]:
    """Those who are not there yet, in an order that is everybody's."""
    rows = _rows(_CONTACTS, _PEOPLE, dialect)
    there = select(_CONTACTS.c.id).where(_is_of(rows)).exists()
    new = select(*rows.c).where(~there).order_by(rows.c.channel, rows.c.contact_key)
    return _insert(_CONTACTS, _PEOPLE, new, dialect).returning(_CONTACTS.c.id, _CONTACTS.c.created_at)


@cache
def new_talks(dialect: str) -> Insert:
    """A conversation for each."""
    rows = _rows(_CONVERSATIONS, _TALKS, dialect)
    return _insert(_CONVERSATIONS, _TALKS, select(*rows.c).where(true()), dialect)


@cache
def new_messages(dialect: str) -> ReturningInsert[Any]:
    """Those that were not accepted before, in the order of their places (``id``)."""
    rows = _rows(_INBOX, (*_MESSAGES, "id"), dialect)
    new = select(*(rows.c[name] for name in _MESSAGES)).where(true()).order_by(rows.c.id)
    added = _INBOX.c
    return _insert(_INBOX, _MESSAGES, new, dialect).returning(added.id, added.channel, added.external_id)


def _insert(table: Table, names: Sequence[str], new: Select[Any], dialect: str) -> _Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # SQLite would take ON CONFLICT for a part of a join if no condition stood between.
    return insert(table).from_select([*names], new).on_conflict_do_nothing()


@cache
def writers(dialect: str) -> Select[Any]:
    """Their conversations, locked in an order that is everybody's."""
    rows = _rows(_CONTACTS, _PEOPLE, dialect)
    talk = _CONVERSATIONS.c
    waiting = select(func.count()).where(_INBOX.c.conversation_id == talk.id, _INBOX.c.handled_at.is_(None))
    return (
        select(
            rows.c.channel,
            rows.c.contact_key,
            talk.contact_id,
            talk.id,
            talk.allowance,
            talk.allowance_at,
            talk.told_to_slow_down,
            waiting.scalar_subquery().label("waiting"),
        )
        .join(_CONTACTS, _is_of(rows))
        .join(_CONVERSATIONS, talk.contact_id == _CONTACTS.c.id)
        .order_by(talk.id)
        .with_for_update(of=_CONVERSATIONS)
    )


def _is_of(rows: FromClause) -> ColumnElement[bool]:
    return and_(_CONTACTS.c.channel == rows.c.channel, _CONTACTS.c.contact_key == rows.c.contact_key)


@cache
def heard(dialect: str) -> Update:
    """When people were heard last."""
    rows = _rows(_CONTACTS, _HEARD, dialect)
    found = update(_CONTACTS).where(_CONTACTS.c.id == rows.c.id)
    return found.values(heard_at=rows.c.heard_at, left_at=None)


@cache
def allowed(dialect: str) -> Update:
    """What may still come from them."""
    rows = _rows(_CONVERSATIONS, _ALLOWED, dialect)
    found = update(_CONVERSATIONS).where(_CONVERSATIONS.c.id == rows.c.id)
    return found.values({name: rows.c[name] for name in _ALLOWED[1:]})


def _rows(table: Table, names: Sequence[str], dialect: str) -> FromClause:
    return given({name: table.c[name].type for name in names}, dialect)
