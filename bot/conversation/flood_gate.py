"""Lets a person's messages in as fast as people write, and says once when they come faster."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.flood import Allowance, Limit
from bot.conversation.inbox_repository import Name, Writer, forget_message, keep_allowances
from bot.conversation.model import Conversation, Turn
from bot.conversation.outcomes import Outcome, Outcomes
from bot.conversation.record import outbox_row
from bot.conversation.replies import Meta
from bot.conversation.repository import find_message

# People whose flood is remembered in memory; each for seconds.
MOST_REMEMBERED = 10_000


class FloodGate:
    """Decides on a message that has just been added, inside the transaction that added it."""

    def __init__(self, outcomes: Outcomes, limit: Limit | None) -> None:
        """Without a limit everything is let in."""
        self._outcomes = outcomes
        self._limit = limit
        self._closed: dict[Name, datetime] = {}

    def is_closed(self, person: Name, now: datetime) -> bool:
        """Whether this process knows, without asking the database, that nothing is let in yet."""
        return now < self._closed.get(person, now)

    async def keeps(
        self, session: AsyncSession, writer: Writer, inbox_id: int, person: Name, now: datetime
    ) -> bool:
        """False for a message that leaves no trace; the first beyond the limit ends in a notice."""
        allowance = writer.allowance
        if self._limit is None or self._has_room(writer, self._limit, now):
            writer.waiting += 1
            return True
        self._close(person, allowance, self._limit, now)
        if allowance.told:
            await forget_message(session, inbox_id)
            return False
        allowance.told = True
        await self._tell(session, writer.conversation_id, inbox_id, now)
        return True

    async def remember(self, session: AsyncSession, writers: Sequence[Writer]) -> None:
        """Keeps what is left to them."""
        if self._limit is not None:
            await keep_allowances(session, writers)

    def _has_room(self, writer: Writer, limit: Limit, now: datetime) -> bool:
        return writer.allowance.admit(limit, now) and writer.waiting < limit.waiting

    def _close(self, person: Name, allowance: Allowance, limit: Limit, now: datetime) -> None:
        if len(self._closed) >= MOST_REMEMBERED:
            self._closed = {who: until for who, until in self._closed.items() if now < until}
        self._closed[person] = limit.closed_until(allowance.left or 0.0, now)

    async def _tell(self, session: AsyncSession, conversation_id: int, inbox_id: int, now: datetime) -> None:
        turn = Turn(
            conversation_id=conversation_id,
            inbox_id=inbox_id,
            text=None,
            outcome=Outcome.SLOWED_DOWN,
            meta=msgspec.to_builtins(Meta()),
            provenance=[],
            latency_ms=0,
            created_at=now,
        )
        session.add(turn)
        (await find_message(session, inbox_id)).handle(None, now)
        conversation = await session.get_one(Conversation, conversation_id)
        await session.flush()
        notice = self._outcomes.replies(Outcome.SLOWED_DOWN, "too_fast")
        session.add_all(outbox_row(conversation, turn.id, reply, now) for reply in notice)
