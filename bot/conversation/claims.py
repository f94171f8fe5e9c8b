"""Taking a message to work on, so that nobody else works on its conversation."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.repository import Waiting, waiting_messages
from bot.storage.database import Database

# Longer than the longest turn: a lease that runs out means that its worker is gone.
LEASE = timedelta(seconds=15)


@dataclass(frozen=True)
class Claim:
    """A message taken out of the inbox for one turn, and the lease that proves it."""

    lease: str
    inbox_id: int
    channel: str
    contact_key: str
    nlu_sender: str
    text: str | None
    payload: str | None
    received_at: datetime
    attempts: int
    failures: int


async def take_messages(
    db: Database, now: datetime, limit: int, *, untold_only: bool = False
) -> Sequence[Claim]:
    """Claims up to ``limit`` messages, one a conversation; ``untold_only`` skips who knows of the delay."""
    async with db.transaction() as session:
        waiting = await waiting_messages(session, now, limit, untold_only=untold_only)
        return [_claim(found, now) for found in waiting]


def _claim(found: Waiting, now: datetime) -> Claim:
    lease = secrets.token_hex(16)
    found.conversation.begin_turn(lease, until=now + LEASE)
    found.message.begin_attempt()
    message = found.message
    return Claim(
        lease=lease,
        inbox_id=message.id,
        channel=message.channel,
        contact_key=found.contact.contact_key,
        nlu_sender=found.conversation.nlu_sender,
        text=message.text,
        payload=message.payload,
        received_at=message.received_at,
        attempts=message.attempts,
        failures=message.failures,
    )
