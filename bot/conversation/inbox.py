"""The door: a message that went in here is answered, whatever happens afterwards."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.attachments import Attachment
from bot.conversation.flood_gate import FloodGate, Person
from bot.conversation.model import Conversation
from bot.conversation.pieces import Piece, piece_of
from bot.conversation.repository import add_message, lock_conversation, message_id
from bot.conversation.together import Together
from bot.logs.context import about_message
from bot.storage.database import Database

logger = logging.getLogger("chidan.conversation")

# Characters of a text; a turn reads fewer, and says so (steps/cut_long.py).
MOST_STORED = 8000
# Transactions side by side, where the database takes more than one that writes.
LANES = 4


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
        self._together = Together(self._accept_all, LANES if db.is_shared else 1)
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
        """In one transaction, each person's in their order; no two processes wait for each other."""
        by_person = sorted(range(len(messages)), key=lambda place: _person(messages[place]))
        async with self._db.transaction(urgent=True) as session:
            found = {place: await self._accept_one(session, messages[place]) for place in by_person}
        return [found[place] for place in range(len(messages))]

    async def _accept_one(self, session: AsyncSession, message: InboundMessage) -> Accepted:
        person, now = _person(message), message.received_at
        known = await lock_conversation(session, *person, now)
        known.contact.be_heard(now)
        new_id = await _add(session, known.conversation, message, _piece(message))
        inbox_id = new_id or await message_id(session, message.channel, message.external_id)
        left_out = bool(new_id) and not await self._flood.keeps(session, known, inbox_id, person, now)
        return Accepted(inbox_id, known.conversation.id, duplicate=new_id is None, left_out=left_out)


def _person(message: InboundMessage) -> Person:
    return message.channel, message.contact_key


async def _add(
    session: AsyncSession, conversation: Conversation, message: InboundMessage, piece: Piece
) -> int | None:
    return await add_message(
        session,
        conversation_id=conversation.id,
        channel=message.channel,
        external_id=message.external_id,
        text=storable(message.text),
        payload=message.payload,
        attachment=msgspec.to_builtins(message.attachment),
        received_at=message.received_at,
        piece=piece,
    )


def _piece(message: InboundMessage) -> Piece:
    in_pieces = message.in_pieces and message.attachment is None
    return piece_of(message.text, message.payload, in_pieces=in_pieces)


def storable(text: str | None) -> str | None:
    """The text as far as it is kept, without what no database takes: NUL and halves of characters."""
    if text is None:
        return None
    kept = text[:MOST_STORED].replace("\0", "")
    return kept.encode("utf-8", "ignore").decode()
