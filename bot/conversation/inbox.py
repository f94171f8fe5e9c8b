"""The door: a message that went in here is answered, whatever happens afterwards."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.attachments import Attachment
from bot.conversation.flood_gate import FloodGate
from bot.conversation.inbox_repository import (
    Name,
    Writer,
    add_messages,
    add_people,
    keep_heard,
    lock_writers,
    message_id,
)
from bot.conversation.pieces import Piece, piece_of
from bot.conversation.together import Together
from bot.logs.context import about_message
from bot.storage.database import Database

logger = logging.getLogger("chidan.conversation")

# Characters of a text; a turn reads fewer, and says so (steps/cut_long.py).
MOST_STORED = 8000


@dataclass(frozen=True)
class InboundMessage:
    """A message as its channel received it; the external id is that channel's name for the delivery.

    ``in_pieces`` is the channel's word that people write there as they talk, several messages to one thought.
    """

    channel: str
    contact_key: str
    external_id: str
    text: str | None
    payload: str | None
    received_at: datetime
    in_pieces: bool = False
    attachment: Attachment | None = None


@dataclass(frozen=True)
class Accepted:
    """The receipt: committed, known since an earlier delivery, or left out because too many came.

    What was left out has no row, so its ids say nothing.
    """

    inbox_id: int
    conversation_id: int
    duplicate: bool
    left_out: bool = False


Watch = Callable[[str, Accepted], None]


def unwatched(_channel: str, _receipt: Accepted) -> None:
    """Nobody counts."""


class Inbox:
    """Takes messages in; never waits for an answer."""

    def __init__(
        self, db: Database, on_accepted: Callable[[Piece], None], flood: FloodGate, watch: Watch = unwatched
    ) -> None:
        """``on_accepted`` is called after each commit and must return at once, as must ``watch``."""
        self._db = db
        self._on_accepted = on_accepted
        self._flood = flood
        self._together = Together(self._accept_all)
        self._watch = watch

    def leaves_out(self, channel: str, contact_key: str, now: datetime) -> bool:
        """Whether that person is known to send too much, so that a message need not even be read."""
        return self._flood.is_closed((channel, contact_key), now)

    async def accept(self, message: InboundMessage) -> Accepted:
        """Returns once the message, of a huge one the beginning, is committed; raises StorageUnavailable."""
        receipt = await self._accept(message)
        self._watch(message.channel, receipt)
        if not receipt.left_out:
            with about_message(receipt.inbox_id):
                logger.info("accepted%s", " again" if receipt.duplicate else "")
        return receipt

    async def _accept(self, message: InboundMessage) -> Accepted:
        if self.leaves_out(message.channel, message.contact_key, message.received_at):
            return Accepted(0, 0, duplicate=False, left_out=True)
        accepted = await self._together.do(message)
        if not accepted.left_out:
            self._on_accepted(_piece(message))
        return accepted

    async def _accept_all(self, messages: Sequence[InboundMessage]) -> Sequence[Accepted]:
        """In one transaction, in their order; no two processes wait for each other."""
        latest = {_person(message): message.received_at for message in messages}
        people = [_person_row(person, now) for person, now in latest.items()]
        async with self._db.transaction(urgent=True) as session:
            await add_people(session, people)
            writers = await lock_writers(session, people)
            rows = [_message_row(writers[_person(message)], message) for message in messages]
            new_ids = await add_messages(session, rows)
            found = [await self._receipt(session, message, writers, new_ids) for message in messages]
            await keep_heard(
                session, [{"id": writers[who].contact_id, "heard_at": latest[who]} for who in latest]
            )
            await self._flood.remember(session, [*writers.values()])
        return found

    async def _receipt(
        self,
        session: AsyncSession,
        message: InboundMessage,
        writers: Mapping[Name, Writer],
        new_ids: dict[Name, int],
    ) -> Accepted:
        """Takes its id out of the new ones, so that the same message again in one lot is known."""
        person, now = _person(message), message.received_at
        writer = writers[person]
        inbox_id = new_ids.pop((message.channel, message.external_id), None)
        if inbox_id is None:
            known = await message_id(session, message.channel, message.external_id)
            return Accepted(known, writer.conversation_id, duplicate=True)
        kept = await self._flood.keeps(session, writer, inbox_id, person, now)
        return Accepted(inbox_id, writer.conversation_id, duplicate=False, left_out=not kept)


def _person(message: InboundMessage) -> Name:
    return message.channel, message.contact_key


def _person_row(person: Name, now: datetime) -> Mapping[str, object]:
    return {"channel": person[0], "contact_key": person[1], "created_at": now}


def _message_row(writer: Writer, message: InboundMessage) -> Mapping[str, object]:
    return {
        "conversation_id": writer.conversation_id,
        "channel": message.channel,
        "external_id": message.external_id,
        "text": storable(message.text),
        "payload": message.payload,
        "attachment": msgspec.to_builtins(message.attachment),
        "received_at": message.received_at,
        "piece": _piece(message),
    }


def _piece(message: InboundMessage) -> Piece:
    in_pieces = message.in_pieces and message.attachment is None
    return piece_of(message.text, message.payload, in_pieces=in_pieces)


def storable(text: str | None) -> str | None:
    """The text as far as it is kept, without what no database takes: NUL and halves of characters."""
    if text is None:
        return None
    kept = text[:MOST_STORED].replace("\0", "")
    return kept.encode("utf-8", "ignore").decode()
