"""How a turn ends in the database: turn, replies and inbox in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Conversation, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply, body_of
from bot.conversation.repository import Held, forget_words, held_turn
from bot.conversation.turn import FORGOTTEN, RunningTurn
from bot.effects import EffectHandlers, Occasion, apply_effects
from bot.language.personal_data import mask_dossier_code
from bot.storage.database import Database

# Nobody reads ten answers in a second: who sent much at once leaves room between for everybody else.
BREATH = timedelta(seconds=0.5)
# And who was told to slow down waits longer: Rasa answers one at a time, and others stand behind each answer.
LONG_BREATH = timedelta(seconds=2)


class LeaseLost(Exception):
    """Another worker has taken the message over; nothing of this turn was kept."""


@dataclass(frozen=True)
class Answered:
    """What came of a message, for whoever waits for it.

    Where it was joined to a later one, that one's external id is told and the replies are left to it.
    """

    outcome: Outcome
    meta: Meta
    latency_ms: int
    replies: tuple[Reply, ...]
    more_waiting: bool = False
    joined_to: str | None = None

    def for_joined(self, external_id: str) -> "Answered":
        """The same for a message that was joined to that one."""
        return replace(self, replies=(), joined_to=external_id)


async def record_turn(
    db: Database, turn: RunningTurn, outcome: Outcome, now: datetime, handlers: EffectHandlers
) -> Answered:
    """Ends the turn for good, with its effects; raises LeaseLost or StorageUnavailable."""
    async with db.transaction() as session:
        held = await _held(session, turn)
        if turn.forgets:
            await forget_words(session, turn.claim.inbox_id, FORGOTTEN)
        row, answered = await _add_turn(session, held, turn, outcome, now)
        occasion = Occasion(held.conversation.id, row.id, turn.masked_text, now)
        await apply_effects(session, turn.effects, occasion, handlers)
        _handle(held.messages, turn.masked_text, now)
        held.conversation.end_turn(now + _breath(held))
        if turn.nlu_answered:
            held.conversation.told_of_delay = False
            held.conversation.about = turn.about
    return answered


async def record_notice(db: Database, turn: RunningTurn, outcome: Outcome, now: datetime) -> Answered | None:
    """Keeps the message waiting and tells the citizen so, once per delay; raises as record_turn does."""
    async with db.transaction() as session:
        held = await _held(session, turn)
        if held.conversation.told_of_delay:
            return None
        held.conversation.told_of_delay = True
        _, answered = await _add_turn(session, held, turn, outcome, now)
        return answered


async def put_back(db: Database, turn: RunningTurn, now: datetime, pause: timedelta, *, failed: bool) -> None:
    """Leaves the message for a later turn; ``failed`` counts against it. Raises as record_turn does."""
    async with db.transaction() as session:
        held = await _held(session, turn)
        for message in held.messages:
            message.put_back(failed=failed)
        held.conversation.pause(now + pause)


def _breath(held: Held) -> timedelta:
    if not held.more_waiting:
        return timedelta()
    return LONG_BREATH if held.conversation.told_to_slow_down else BREATH


async def _held(session: AsyncSession, turn: RunningTurn) -> Held:
    held = await held_turn(session, turn.claim.inbox_id, turn.claim.joined_ids, turn.claim.lease)
    if held is None:
        raise LeaseLost
    return held


def _handle(messages: Sequence[InboxMessage], masked_text: str | None, now: datetime) -> None:
    """The last message keeps the text of all: a number cut in two by Enter is masked in the whole only."""
    *joined, last = messages
    for message in joined:
        message.handle(None, now)
    last.handle(masked_text, now)


async def _add_turn(
    session: AsyncSession, held: Held, turn: RunningTurn, outcome: Outcome, now: datetime
) -> tuple[Turn, Answered]:
    latency = max(0, round((now - turn.claim.received_at).total_seconds() * 1000))
    row = Turn(
        conversation_id=held.conversation.id,
        inbox_id=turn.claim.inbox_id,
        joined=list(turn.claim.joined_ids),
        text=turn.masked_text,
        outcome=outcome,
        meta=msgspec.to_builtins(_without_dossier(turn.meta)),
        provenance=msgspec.to_builtins(turn.provenance),
        latency_ms=latency,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    replies = [outbox_row(held.conversation, row.id, reply, now) for reply in turn.parts]
    if turn.channel is not None and turn.channel.shows_outbox:
        for reply in replies:
            reply.arrive(now)
    session.add_all(replies)
    return row, Answered(outcome, turn.meta, latency, turn.replies, held.more_waiting)


def outbox_row(conversation: Conversation, turn_id: int | None, reply: Reply, now: datetime) -> OutboxMessage:
    """A reply on its way, the next in its conversation; without a turn where it answers nothing."""
    return OutboxMessage(
        conversation_id=conversation.id,
        turn_id=turn_id,
        seq=conversation.next_seq(),
        body=body_of(reply),
        instead=reply.instead,
        due_at=now,
        created_at=now,
    )


def _without_dossier(meta: Meta) -> Meta:
    """The turn log is read by many; a whole code would open the dossier to them."""
    if meta.dossier_code is None:
        return meta
    return msgspec.structs.replace(meta, dossier_code=mask_dossier_code(meta.dossier_code))
