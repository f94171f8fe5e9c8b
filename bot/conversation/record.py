"""How a turn ends in the database: turn, replies and inbox in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import turn_rows
from bot.conversation.model import Conversation
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply, body_of
from bot.conversation.repository import forget_words
from bot.conversation.turn import FORGOTTEN, RunningTurn
from bot.conversation.turn_rows import Held
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
        turn_id, last_seq, answered = await _add_turn(session, held, turn, outcome, now)
        # Before the effects: what they find of the conversation is as the turn leaves it.
        await turn_rows.end_turn(
            session,
            held,
            last_seq=last_seq,
            free_from=now + _breath(held),
            answered=turn.nlu_answered,
            about=turn.about,
        )
        occasion = Occasion(held.conversation_id, turn_id, turn.masked_text, now)
        await apply_effects(session, turn.effects, occasion, handlers)
        await turn_rows.handle(session, _words_kept(turn), now)
    return answered


async def record_notice(db: Database, turn: RunningTurn, outcome: Outcome, now: datetime) -> Answered | None:
    """Keeps the message waiting and tells the citizen so, once per delay; raises as record_turn does."""
    async with db.transaction() as session:
        held = await _held(session, turn)
        if held.told_of_delay:
            return None
        _, last_seq, answered = await _add_turn(session, held, turn, outcome, now)
        await turn_rows.tell_of_delay(session, held, last_seq)
        return answered


async def put_back(db: Database, turn: RunningTurn, now: datetime, pause: timedelta, *, failed: bool) -> None:
    """Leaves the message for a later turn; ``failed`` counts against it. Raises as record_turn does."""
    async with db.transaction() as session:
        held = await _held(session, turn)
        await turn_rows.put_back(session, _messages(turn), failed=failed)
        await turn_rows.pause(session, held, now + pause)


def _breath(held: Held) -> timedelta:
    if not held.more_waiting:
        return timedelta()
    return LONG_BREATH if held.told_to_slow_down else BREATH


async def _held(session: AsyncSession, turn: RunningTurn) -> Held:
    held = await turn_rows.held_turn(session, turn.claim.inbox_id, turn.claim.lease)
    if held is None:
        raise LeaseLost
    return held


def _messages(turn: RunningTurn) -> tuple[int, ...]:
    return (*turn.claim.joined_ids, turn.claim.inbox_id)


def _words_kept(turn: RunningTurn) -> dict[int, str | None]:
    """The last message keeps the text of all: a number cut in two by Enter is masked in the whole only."""
    return dict.fromkeys(turn.claim.joined_ids) | {turn.claim.inbox_id: turn.masked_text}


async def _add_turn(
    session: AsyncSession, held: Held, turn: RunningTurn, outcome: Outcome, now: datetime
) -> tuple[int, int, Answered]:
    """The turn with its replies: its id, the place of its last reply, and what whoever waits is told."""
    latency = max(0, round((now - turn.claim.received_at).total_seconds() * 1000))
    turn_id = await turn_rows.add_turn(
        session,
        {
            "conversation_id": held.conversation_id,
            "inbox_id": turn.claim.inbox_id,
            "joined": list(turn.claim.joined_ids),
            "text": turn.masked_text,
            "outcome": outcome,
            "meta": msgspec.to_builtins(_without_dossier(turn.meta)),
            "provenance": msgspec.to_builtins(turn.provenance),
            "latency_ms": latency,
            "created_at": now,
        },
    )
    shown = turn.channel is not None and turn.channel.shows_outbox
    state = {"state": OutboxState.SENT, "sent_at": now} if shown else {"state": OutboxState.CREATED}
    places = enumerate(turn.parts, held.last_seq + 1)
    rows = [{**_reply(held.conversation_id, turn_id, seq, part, now), **state} for seq, part in places]
    await turn_rows.add_replies(session, rows)
    answered = Answered(outcome, turn.meta, latency, turn.replies, held.more_waiting)
    return turn_id, held.last_seq + len(rows), answered


def _reply(
    conversation_id: int, turn_id: int | None, seq: int, reply: Reply, now: datetime
) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "turn_id": turn_id,
        "seq": seq,
        "body": body_of(reply),
        "instead": reply.instead,
        "due_at": now,
        "created_at": now,
    }


def outbox_row(conversation: Conversation, turn_id: int | None, reply: Reply, now: datetime) -> OutboxMessage:
    """A reply on its way, the next in its conversation; without a turn where it answers nothing."""
    return OutboxMessage(**_reply(conversation.id, turn_id, conversation.next_seq(), reply, now))


def _without_dossier(meta: Meta) -> Meta:
    """The turn log is read by many; a whole code would open the dossier to them."""
    if meta.dossier_code is None:
        return meta
    return msgspec.structs.replace(meta, dossier_code=mask_dossier_code(meta.dossier_code))
