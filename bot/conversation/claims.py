"""Taking a message, or a row of pieces, to work on, so that nobody else works on its conversation."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.attachments import Attachment
from bot.conversation.pieces import USUAL_PAUSE, Pause, Piece, row_length
from bot.conversation.waiting_repository import (
    Waiting,
    WaitingMessage,
    begin_attempts,
    begin_turns,
    waiting_from,
    waiting_messages,
)
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
        taken = [(found, await _row(session, found.message)) for found in waiting]
        claims = [_claim(found, row, now, only_tell) for found, row in taken]
        leases = [
            (row[0].conversation_id, claim.lease) for (_, row), claim in zip(taken, claims, strict=True)
        ]
        await begin_turns(session, leases, until=now + LEASE)
        await begin_attempts(session, (begun for claim in claims for begun in _attempts(claim)))
        return claims


async def _row(session: AsyncSession, first: WaitingMessage) -> Sequence[WaitingMessage]:
    if first.piece != Piece.MORE:
        return (first,)
    waiting = await waiting_from(session, first)
    return waiting[: row_length(waiting)]


def _attempts(claim: Claim) -> Iterator[tuple[int, int | None]]:
    """Each message of the claim, and the later one that it is joined to."""
    yield from ((earlier, claim.inbox_id) for earlier in claim.joined_ids)
    yield claim.inbox_id, None


def _claim(found: Waiting, row: Sequence[WaitingMessage], now: datetime, only_tell: bool) -> Claim:
    *joined, message = row
    return Claim(
        lease=secrets.token_hex(16),
        inbox_id=message.id,
        external_id=message.external_id,
        channel=message.channel,
        contact_key=found.contact_key,
        nlu_sender=found.nlu_sender,
        about=found.about,
        texts=tuple(one.text for one in row if one.text),
        payload=message.payload,
        attachment=msgspec.convert(message.attachment, Attachment) if message.attachment else None,
        officer_writes=found.officer_until is not None and now < found.officer_until,
        received_at=message.received_at,
        attempts=1 + max(one.attempts for one in row),
        failures=max(one.failures for one in row),
        joined_ids=tuple(earlier.id for earlier in joined),
        kept_quiet=message.piece == Piece.MORE,
        only_tell=only_tell,
    )
