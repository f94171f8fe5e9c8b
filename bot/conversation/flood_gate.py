"""Lets a person's messages in as fast as people write, and says once when they come faster."""

from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.flood import Limit
from bot.conversation.model import Conversation, Turn
from bot.conversation.outcomes import Outcome, Outcomes
from bot.conversation.record import outbox_row
from bot.conversation.replies import Meta
from bot.conversation.repository import Known, find_message, forget_message

# A channel, and its name for somebody.
Person = tuple[str, str]

# People whose flood is remembered in memory; each for seconds.
MOST_REMEMBERED = 10_000


class FloodGate:
    """Decides on a message that has just been added, inside the transaction that added it."""

    def __init__(self, outcomes: Outcomes, limit: Limit | None) -> None:
        """Without a limit everything is let in."""
        self._outcomes = outcomes
        self._limit = limit
        self._closed: dict[Person, datetime] = {}

    def is_closed(self, person: Person, now: datetime) -> bool:
        """Whether this process knows, without asking the database, that nothing is let in yet."""
        return now < self._closed.get(person, now)

    async def keeps(
        self, session: AsyncSession, known: Known, inbox_id: int, person: Person, now: datetime
    ) -> bool:
        """False for a message that leaves no trace; the first beyond the limit ends in a notice."""
        conversation = known.conversation
        if self._limit is None or self._has_room(known, self._limit, now):
            return True
        self._close(person, conversation, self._limit, now)
        if conversation.told_to_slow_down:
            await forget_message(session, inbox_id)
            return False
        conversation.told_to_slow_down = True
        await self._tell(session, conversation, inbox_id, now)
        return True

    def _has_room(self, known: Known, limit: Limit, now: datetime) -> bool:
        return known.conversation.admit(limit, now) and known.waiting < limit.waiting

    def _close(self, person: Person, conversation: Conversation, limit: Limit, now: datetime) -> None:
        if len(self._closed) >= MOST_REMEMBERED:
            self._closed = {who: until for who, until in self._closed.items() if now < until}
        self._closed[person] = limit.closed_until(conversation.allowance or 0.0, now)

    async def _tell(
        self, session: AsyncSession, conversation: Conversation, inbox_id: int, now: datetime
    ) -> None:
        turn = Turn(
            conversation_id=conversation.id,
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
        await session.flush()
        notice = self._outcomes.replies(Outcome.SLOWED_DOWN, "too_fast")
        session.add_all(outbox_row(conversation, turn.id, reply, now) for reply in notice)
