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
    # Taken during an outage, for the citizen to hear of it; the message itself stays for later.
    only_tell: bool = False


async def take_messages(
    db: Database, now: datetime, limit: int, *, only_tell: bool = False
) -> Sequence[Claim]:
    """Claims up to ``limit`` messages, one a conversation."""
    async with db.transaction() as session:
        waiting = await waiting_messages(session, now, limit, untold_only=only_tell)
        return [_claim(found, now, only_tell) for found in waiting]


def _claim(found: Waiting, now: datetime, only_tell: bool) -> Claim:
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
        only_tell=only_tell,
    )
