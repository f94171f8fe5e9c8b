"""Lets a person's messages in as fast as people write, and says once when they come faster."""

from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.flood import Limit
from bot.conversation.model import Conversation, Turn
from bot.conversation.outcomes import Outcome, Outcomes
from bot.conversation.record import outbox_row
from bot.conversation.replies import Meta
from bot.conversation.repository import find_message, forget_message
from bot.conversation.waiting_repository import how_many_wait


class FloodGate:
    """Decides on a message that has just been added, inside the transaction that added it."""

    def __init__(self, outcomes: Outcomes, limit: Limit | None) -> None:
        """Without a limit everything is let in."""
        self._outcomes = outcomes
        self._limit = limit

    async def keeps(
        self, session: AsyncSession, conversation: Conversation, inbox_id: int, now: datetime
    ) -> bool:
        """False for a message that leaves no trace; the first beyond the limit ends in a notice."""
        if self._limit is None or await self._has_room(session, conversation, self._limit, now):
            return True
        if conversation.told_to_slow_down:
            await forget_message(session, inbox_id)
            return False
        conversation.told_to_slow_down = True
        await self._tell(session, conversation, inbox_id, now)
        return True

    async def _has_room(
        self, session: AsyncSession, conversation: Conversation, limit: Limit, now: datetime
    ) -> bool:
        if not conversation.admit(limit, now):
            return False
        return await how_many_wait(session, conversation.id) <= limit.waiting

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
