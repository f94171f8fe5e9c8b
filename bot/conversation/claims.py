"""Taking a message, or a row of pieces, to work on, so that nobody else works on its conversation."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.attachments import Attachment
from bot.conversation.model import InboxMessage
from bot.conversation.pieces import USUAL_PAUSE, Pause, Piece, row_length
from bot.conversation.waiting_repository import Waiting, waiting_from, waiting_messages
from bot.storage.database import Database

# Longer than the longest turn: a lease that runs out means that its worker is gone.
LEASE = timedelta(seconds=15)


@dataclass(frozen=True)
class Claim:
    """What was taken out of the inbox for one turn, and the lease that proves it.

    Of messages in a row ``inbox_id``, ``external_id`` and ``received_at`` are the last one's.
    """

    lease: str
    inbox_id: int
    external_id: str
    channel: str
    contact_key: str
    nlu_sender: str
    about: str | None
    texts: tuple[str, ...]
    payload: str | None
    attachment: Attachment | None
    # An officer writes to the citizen now; the assistant is silent.
    officer_writes: bool
    received_at: datetime
    attempts: int
    failures: int
    # The earlier messages of the row, oldest first.
    joined_ids: tuple[int, ...] = ()
    # The writer's silence was waited for before the turn began.
    kept_quiet: bool = False
    # Taken during an outage, for the citizen to hear of it; the message itself stays for later.
    only_tell: bool = False


async def take_messages(
    db: Database, now: datetime, limit: int, pause: Pause = USUAL_PAUSE, *, only_tell: bool = False
) -> Sequence[Claim]:
    """Claims up to ``limit`` turns, one a conversation, where no more pieces are waited for."""
    async with db.transaction() as session:
        waiting = await waiting_messages(session, now, limit, pause, untold_only=only_tell)
        return [_claim(found, await _row(session, found.message), now, only_tell) for found in waiting]


async def _row(session: AsyncSession, first: InboxMessage) -> Sequence[InboxMessage]:
    if first.piece != Piece.MORE:
        return (first,)
    waiting = await waiting_from(session, first)
    return waiting[: row_length(waiting)]


def _claim(found: Waiting, row: Sequence[InboxMessage], now: datetime, only_tell: bool) -> Claim:
    lease = secrets.token_hex(16)
    found.conversation.begin_turn(lease, until=now + LEASE)
    *joined, message = row
    message.begin_attempt()
    for earlier in joined:
        earlier.begin_attempt(joined_to=message.id)
    return Claim(
        lease=lease,
        inbox_id=message.id,
        external_id=message.external_id,
        channel=message.channel,
        contact_key=found.contact.contact_key,
        nlu_sender=found.conversation.nlu_sender,
        about=found.conversation.about,
        texts=tuple(one.text for one in row if one.text),
        payload=message.payload,
        attachment=msgspec.convert(message.attachment, Attachment) if message.attachment else None,
        officer_writes=found.conversation.officer_writes(now),
        received_at=message.received_at,
        attempts=max(one.attempts for one in row),
        failures=max(one.failures for one in row),
        joined_ids=tuple(earlier.id for earlier in joined),
        kept_quiet=message.piece == Piece.MORE,
        only_tell=only_tell,
    )
