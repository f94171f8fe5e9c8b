"""The door: a message that went in here is answered, whatever happens afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.pieces import Piece, piece_of
from bot.conversation.repository import add_message, lock_conversation, message_id
from bot.storage.database import Database

# Characters of a text; a turn reads fewer, and says so (steps/cut_long.py).
MOST_STORED = 8000


@dataclass(frozen=True)
class InboundMessage:
    """A message as its channel received it; the external id is that channel's name for the delivery.

    A picture, a sticker or a voice has neither text nor payload. ``in_pieces`` is the channel's word that
    people write there as they talk, several messages to one thought.
    """

    channel: str
    contact_key: str
    external_id: str
    text: str | None
    payload: str | None
    received_at: datetime
    in_pieces: bool = False


@dataclass(frozen=True)
class Accepted:
    """The receipt: committed, or known since an earlier delivery."""

    inbox_id: int
    conversation_id: int
    duplicate: bool


class Inbox:
    """Takes messages in; never waits for an answer."""

    def __init__(self, db: Database, on_accepted: Callable[[Piece], None]) -> None:
        """``on_accepted`` is called after each commit and must return at once."""
        self._db = db
        self._on_accepted = on_accepted

    async def accept(self, message: InboundMessage) -> Accepted:
        """Returns once the message, of a huge one the beginning, is committed; raises StorageUnavailable."""
        piece = piece_of(message.text, message.payload, in_pieces=message.in_pieces)
        async with self._db.transaction() as session:
            conversation = await lock_conversation(
                session, message.channel, message.contact_key, message.received_at
            )
            new_id = await add_message(
                session,
                conversation_id=conversation.id,
                channel=message.channel,
                external_id=message.external_id,
                text=storable(message.text),
                payload=message.payload,
                received_at=message.received_at,
                piece=piece,
            )
            inbox_id = new_id or await message_id(session, message.channel, message.external_id)
        self._on_accepted(piece)
        return Accepted(inbox_id, conversation.id, duplicate=new_id is None)


def storable(text: str | None) -> str | None:
    """The text as far as it is kept, without what no database takes: NUL and halves of characters."""
    if text is None:
        return None
    kept = text[:MOST_STORED].replace("\0", "")
    return kept.encode("utf-8", "ignore").decode()
