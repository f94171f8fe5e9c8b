"""The officers' side of the live desk: one transaction per use case; all raise StorageUnavailable."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handover import repository
from bot.handover.conversations import Conversations
from bot.handover.model import Handover, HandoverLine, HandoverRefused, HandoverState
from bot.handover.texts import Texts
from bot.handover.view import Talk
from bot.storage.database import Database

# An officer who neither writes nor has the page open for so long has gone.
HOLDS = timedelta(minutes=15)
# A look at the page renews the hold, but not each of the looks that come every few seconds.
RENEWED_BELOW = timedelta(minutes=12)
TURNS_SHOWN = 10
LONGEST_WORDS = 2000


class LiveDesk:
    """Takes conversations, writes in them and gives them back; refuses with HandoverRefused."""

    def __init__(self, db: Database, conversations: Conversations, texts: Texts) -> None:
        """``conversations`` are the engine's."""
        self._db = db
        self._conversations = conversations
        self._texts = texts

    async def waiting(self) -> Sequence[Handover]:
        """Who waits or is talked to, the longest wait first."""
        async with self._db.reading() as session:
            return await repository.all_open(session)

    async def take(self, handover_id: int, officer_id: int, name: str, now: datetime) -> None:
        """The assistant is silent from now on, and the citizen hears that a person has come."""
        async with self._one(handover_id) as (session, handover):
            is_new = handover.state == HandoverState.WAITING
            handover.take(officer_id, name, now, now + HOLDS)
            await self._conversations.hold(session, handover.conversation_id, handover.due_at)
            if is_new:
                await self._conversations.say(session, handover.conversation_id, self._texts.taken, now)

    async def look(self, handover_id: int, officer_id: int, now: datetime) -> Talk:
        """All that was said; the page of the officer who has it is a sign of life."""
        async with self._db.reading() as session:
            talk = await self._talk(session, handover_id)
        mine = talk.handover.state == HandoverState.TAKEN and talk.handover.officer_id == officer_id
        if mine and talk.handover.due_at < now + RENEWED_BELOW:
            async with self._one(handover_id) as (session, handover):
                await self._renew(session, handover, officer_id, now)
        return talk

    async def write(self, handover_id: int, officer_id: int, text: str, now: datetime) -> bool:
        """Sends the words; False where the person left or the channel is off: they are kept all the same."""
        words = text.strip()
        if not words or len(words) > LONGEST_WORDS:
            raise HandoverRefused("empty" if not words else "long")
        async with self._one(handover_id) as (session, handover):
            await self._renew(session, handover, officer_id, now)
            sent = await self._conversations.say(session, handover.conversation_id, [words], now)
            line = HandoverLine(handover_id=handover.id, at=now, by="officer", text=words)
            line.name, line.outbox_ids = handover.officer_name or "", sent or []
            session.add(line)
        return sent is not None

    async def give_back(self, handover_id: int, officer_id: int, now: datetime) -> None:
        """The assistant answers again, and says so in one sentence."""
        async with self._one(handover_id) as (session, handover):
            handover.be_held_by(officer_id, now)
            handover.give_back(now)
            await self._conversations.release(session, handover.conversation_id, now)
            await self._conversations.say(session, handover.conversation_id, self._texts.given_back, now)

    async def make_ticket(self, handover_id: int, officer_id: int, now: datetime) -> None:
        """What cannot be settled in the chat becomes a ticket in a moment."""
        async with self._one(handover_id) as (_, handover):
            if handover.state != HandoverState.WAITING:
                handover.be_held_by(officer_id, now)
            handover.due_at = now

    async def _renew(self, session: AsyncSession, handover: Handover, officer_id: int, now: datetime) -> None:
        handover.be_held_by(officer_id, now + HOLDS)
        await self._conversations.hold(session, handover.conversation_id, handover.due_at)

    async def _talk(self, session: AsyncSession, handover_id: int) -> Talk:
        handover = await repository.find(session, handover_id)
        if handover is None:
            raise HandoverRefused("unknown")
        lines = await repository.lines(session, handover_id)
        conversation_id, before = handover.conversation_id, handover.taken_at or handover.due_at
        return Talk(
            handover,
            await self._conversations.channel(session, conversation_id),
            await self._conversations.excerpt(session, conversation_id, before, TURNS_SHOWN),
            lines,
            dict(await self._conversations.lost(session, [one for line in lines for one in line.outbox_ids])),
        )

    @asynccontextmanager
    async def _one(self, handover_id: int) -> AsyncIterator[tuple[AsyncSession, Handover]]:
        """The row, locked after its conversation: a turn that ends locks them in that order, too."""
        async with self._db.transaction() as session:
            found = await repository.find(session, handover_id)
            if found is None:
                raise HandoverRefused("unknown")
            await self._conversations.lock(session, found.conversation_id)
            yield session, await repository.locked(session, handover_id)
