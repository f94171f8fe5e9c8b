"""Brings replies to their channel: in order in each conversation, again after a failure that may pass."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bot.conversation.clock import Clock
from bot.conversation.delivery import (
    Delivery,
    DeliveryUnknown,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
)
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outbox_repository import Attempt, Due, due_replies, replies_in_attempt
from bot.conversation.replies import Reply
from bot.conversation.work_loop import WorkLoop
from bot.storage.database import Database

SENDINGS_AT_ONCE = 16
POLL_SECONDS = 0.5
SEND_TIMEOUT = 10.0
# Longer than the timeout: from then on the attempt counts as lost with its process. The reply is sent again,
# so a crash may double one reply; the other way round it could swallow one.
ATTEMPT_LOST_AFTER = timedelta(seconds=20)

RETRY_LADDER = (1.0, 3.0, 10.0, 30.0, 60.0, 300.0)


@dataclass(frozen=True)
class Sent:
    """The channel took the reply, under that name of its own where it gives one."""

    sent_id: str | None = None


@dataclass(frozen=True)
class Dispatch:
    """One attempt to send one reply."""

    attempt: Attempt
    channel: str
    outgoing: Outgoing


class Sender:
    """A background task; any number of processes may run one each on the same PostgreSQL."""

    def __init__(self, db: Database, channels: Mapping[str, Delivery], clock: Clock) -> None:
        """``channels`` by name; a reply for a channel that is off fails for good."""
        self._db = db
        self._channels = channels
        self._clock = clock
        self._ended: dict[Attempt, Sent | Exception] = {}
        self._loop = WorkLoop(self._take, self._send, at_once=SENDINGS_AT_ONCE, poll_seconds=POLL_SECONDS)

    def wake(self) -> None:
        """A reply has been written."""
        self._loop.wake()

    async def run(self) -> None:
        """Works until it is cancelled."""
        try:
            await self._loop.run()
        finally:
            await self._take(0)

    async def _take(self, free: int) -> Sequence[Dispatch]:
        """Writes down how the last attempts ended and begins new ones, in one transaction."""
        ended, now = dict(self._ended), self._clock()
        async with self._db.transaction() as session:
            for reply in await replies_in_attempt(session, ended):
                settle(reply, ended[reply.id, reply.attempts], now)
            await session.flush()
            begun = [_begin(due, now) for due in await due_replies(session, now, free)]
        for attempt in ended:
            del self._ended[attempt]
        return begun

    async def _send(self, dispatch: Dispatch) -> bool:
        self._ended[dispatch.attempt] = await self._try(dispatch)
        return True

    async def _try(self, dispatch: Dispatch) -> "Sent | Exception":
        channel = self._channels.get(dispatch.channel)
        if channel is None:
            return PermanentFailure("channel_off")
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                return Sent(await channel.send(dispatch.outgoing))
        except TimeoutError:
            return DeliveryUnknown("timeout")
        except Exception as error:
            return error


def _begin(due: Due, now: datetime) -> Dispatch:
    reply = due.reply
    reply.begin_sending(now + ATTEMPT_LOST_AFTER)
    contact = due.contact
    heard_at = contact.heard_at or contact.created_at
    outgoing = Outgoing(contact.contact_key, reply.seq, msgspec.convert(reply.body, Reply), heard_at)
    return Dispatch((reply.id, reply.attempts), contact.channel, outgoing)


def settle(reply: OutboxMessage, ended: Sent | Exception, now: datetime) -> None:
    """Writes down how an attempt ended."""
    match ended:
        case Sent():
            reply.arrive(now, ended.sent_id)
        case DeliveryUnknown():
            reply.lose_sight(str(ended))
        case TemporaryFailure() if now < reply.created_at + ended.patience:
            reply.retry_at(now + retry_delay(reply.attempts, ended.retry_after), str(ended))
        case TemporaryFailure() | PermanentFailure():
            reply.give_up(str(ended))
        case _:
            # A mistake in the channel's code: what became of the reply cannot be told.
            reply.lose_sight(type(ended).__name__)


def retry_delay(attempts: int, retry_after: float | None) -> timedelta:
    """The wait after so many attempts: a step of the ladder give or take a fifth, or longer if asked."""
    step = RETRY_LADDER[min(attempts, len(RETRY_LADDER)) - 1]
    jittered = step * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    return timedelta(seconds=max(jittered, retry_after or 0.0))
