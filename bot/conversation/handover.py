"""What the officers' tools do in a conversation: hold it, write in it, give it back, read what was said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import proactive
from bot.conversation.delivery import Delivery
from bot.conversation.model import Contact, Conversation, Turn
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply

CITIZEN, ASSISTANT = "citizen", "assistant"


@dataclass(frozen=True)
class Said:
    """One message of a conversation; a citizen's words are masked."""

    at: datetime
    by: str
    text: str


class Talks:
    """Every call works in the caller's transaction; conversations are known to exist."""

    def __init__(self, channels: Mapping[str, Delivery]) -> None:
        """``channels`` are those that are on; a later one may still be added to it."""
        self._channels = channels

    async def lock(self, session: AsyncSession, conversation_id: int) -> None:
        """Nobody else changes it before the transaction ends; to be taken before rows that belong to it."""
        await _locked(session, conversation_id)

    async def hold(self, session: AsyncSession, conversation_id: int, until: datetime) -> None:
        """The assistant is silent until then."""
        (await _locked(session, conversation_id)).hand_to_officer(until)

    async def release(self, session: AsyncSession, conversation_id: int, now: datetime) -> None:
        """The assistant answers again from the next message on."""
        (await _locked(session, conversation_id)).hand_to_officer(now)

    async def say(
        self, session: AsyncSession, conversation_id: int, texts: Sequence[str], now: datetime
    ) -> list[int] | None:
        """Their ids in the outbox; None, and nothing is sent, where the person left or the channel is off."""
        replies = [Reply(text) for text in texts]
        return await proactive.post(session, conversation_id, replies, now, channels=self._channels)

    async def say_once(
        self, session: AsyncSession, conversation_id: int, text: str, instead: str, now: datetime
    ) -> None:
        """Words that nobody reads later: in their place stand those others."""
        private = [Reply(text, instead=instead)]
        await proactive.post(session, conversation_id, private, now, channels=self._channels)

    async def lost(self, session: AsyncSession, outbox_ids: Collection[int]) -> Mapping[int, str]:
        """Those of the messages that never arrived or perhaps did not, each with the word for why."""
        return await proactive.lost(session, outbox_ids)

    async def channel(self, session: AsyncSession, conversation_id: int) -> str:
        """The channel that the person writes on."""
        query = select(Contact.channel).join(Conversation, Conversation.contact_id == Contact.id)
        return (await session.scalars(query.where(Conversation.id == conversation_id))).one()

    async def excerpt(
        self, session: AsyncSession, conversation_id: int, before: datetime, turns: int
    ) -> Sequence[Said]:
        """The last turns before that moment with what was answered, oldest first.

        Answers to a survey are left out: what was said to them would tell officers what they were.
        """
        query = select(Turn).where(
            Turn.conversation_id == conversation_id,
            Turn.created_at <= before,
            Turn.outcome != Outcome.TOOK_SURVEY_ANSWER,
        )
        found = (await session.scalars(query.order_by(Turn.id.desc()).limit(turns))).all()
        answers = select(OutboxMessage).where(OutboxMessage.turn_id.in_([turn.id for turn in found]))
        replies = (await session.scalars(answers.order_by(OutboxMessage.seq))).all()
        return [said for turn in reversed(found) for said in _said(turn, replies)]


async def _locked(session: AsyncSession, conversation_id: int) -> Conversation:
    return await session.get_one(Conversation, conversation_id, with_for_update=True)


def _said(turn: Turn, replies: Sequence[OutboxMessage]) -> list[Said]:
    # A tap is kept as its payload, which says nothing to anybody.
    own = [Said(turn.created_at, CITIZEN, turn.text)] if turn.text and not turn.text.startswith("/") else []
    answers = (reply for reply in replies if reply.turn_id == turn.id)
    return own + [Said(reply.created_at, ASSISTANT, reply.shown) for reply in answers]
